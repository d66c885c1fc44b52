-- From which country to which have most refugees and other people in need of international protection fled?
-- One row: a country of origin and a country of asylum with at least $least of them. Parameters: $year, $least (persons).
-- Columns: origin, asylum; persons (refugees and other_protection together: nobody is in both), refugees,
-- other_protection (NULL before 2018 and where not collected), all at the end of the year; share_of_origin (percent of all
-- from that origin); world (persons, all pairs and those of unknown origin together).
WITH counted AS (
    SELECT
        origin, asylum, refugees::BIGINT AS refugees, oip::BIGINT AS other_protection,
        (refugees + coalesce(oip, 0))::BIGINT AS persons,
        (100.0 * (refugees + coalesce(oip, 0)) / sum(refugees + coalesce(oip, 0)) OVER (PARTITION BY origin))::DOUBLE
            AS share_of_origin,
        sum(refugees + coalesce(oip, 0)) OVER ()::BIGINT AS world
    FROM unhcr.population
    WHERE year = $year AND refugees + coalesce(oip, 0) > 0
)
SELECT origin, asylum, persons, refugees, other_protection, share_of_origin, world
FROM counted
JOIN geography.areas AS home ON home.area = origin AND home.kind = 'country'
JOIN geography.areas AS host ON host.area = asylum AND host.kind = 'country'
WHERE persons >= $least
ORDER BY persons DESC, origin, asylum
