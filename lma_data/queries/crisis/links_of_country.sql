-- Where are the refugees from one country, or from where are those whom it hosts? UNHCR's newest edition.
-- One row: a country or territory at the other end; unknown (UNK), stateless (XXA) and Tibetans (TIB) keep their rows.
-- Parameters: $year, $area, $side (origin: they come from $area; asylum: $area hosts them).
-- Columns: area (at the other end); persons (refugees and other_protection together: nobody is in both), refugees,
-- other_protection (NULL before 2018 and where not collected), all at the end of the year; share (percent of all of
-- them); country (false for keys that are no country or territory).
WITH counted AS (
    SELECT
        CASE WHEN $side = 'origin' THEN asylum ELSE origin END AS area,
        refugees::BIGINT AS refugees, oip::BIGINT AS other_protection,
        (refugees + coalesce(oip, 0))::BIGINT AS persons
    FROM unhcr.population
    WHERE year = $year AND CASE WHEN $side = 'origin' THEN origin ELSE asylum END = $area
)
SELECT
    counted.area, persons, refugees, other_protection,
    (100.0 * persons / sum(persons) OVER ())::DOUBLE AS share,
    coalesce(place.kind = 'country', false) AS country
FROM counted
LEFT JOIN geography.areas AS place ON place.area = counted.area
WHERE persons > 0
ORDER BY persons DESC, counted.area
