-- Which countries host most refugees and other people in need of international protection? UNHCR's newest edition.
-- One row: a country or territory of asylum. Parameters: $year.
-- Columns: area; persons at the end of the year: persons (refugees and other_protection together: nobody is in both),
-- refugees, other_protection (NULL before 2018 and where not collected); share (percent of the world); country (false for
-- keys that are no country or territory, which keep their row and are not ranked).
WITH counted AS (
    SELECT asylum AS area, sum(refugees)::BIGINT AS refugees, sum(oip)::BIGINT AS other_protection
    FROM unhcr.population
    WHERE year = $year
    GROUP BY asylum
),
together AS (
    SELECT *, coalesce(refugees, 0) + coalesce(other_protection, 0) AS persons
    FROM counted
    WHERE refugees IS NOT NULL OR other_protection IS NOT NULL
)
SELECT
    together.area, together.persons, together.refugees, together.other_protection,
    (100.0 * together.persons / sum(together.persons) OVER ())::DOUBLE AS share,
    coalesce(place.kind = 'country', false) AS country
FROM together
LEFT JOIN geography.areas AS place ON place.area = together.area
ORDER BY together.persons DESC, together.area
