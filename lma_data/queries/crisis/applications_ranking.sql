-- Where were new applications for asylum lodged, or from where did those come who lodged them? UNHCR, Global Trends 2025.
-- One row: a country or territory of asylum (or of origin; there unknown UNK, stateless XXA and Tibetans TIB as well).
-- Parameters: $year, $side (asylum or origin).
-- Columns: area; persons, cases (new applications during the year in each unit of count, NULL where there is none: never
-- added): type N, and those that a country gives together with repeat applications or appeals (NR, NA, FA); together
-- (of persons, those of types NR, NA and FA, NULL where there is none); share (percent of the persons of the world); country
-- (false for keys that are no country or territory).
WITH counted AS (
    SELECT
        CASE WHEN $side = 'origin' THEN origin ELSE asylum END AS area,
        (sum(applied) FILTER (WHERE app_pc = 'P'))::BIGINT AS persons,
        (sum(applied) FILTER (WHERE app_pc = 'C'))::BIGINT AS cases,
        (sum(applied) FILTER (WHERE app_pc = 'P' AND app_type <> 'N'))::BIGINT AS together
    FROM unhcr.asylum_applications
    WHERE year = $year AND app_type IN ('N', 'NR', 'NA', 'FA')
    GROUP BY 1
)
SELECT
    counted.area, persons, cases, together,
    (100.0 * persons / sum(persons) OVER ())::DOUBLE AS share,
    coalesce(place.kind = 'country', false) AS country
FROM counted
LEFT JOIN geography.areas AS place ON place.area = counted.area
ORDER BY persons DESC NULLS LAST, cases DESC NULLS LAST, counted.area
