-- How far are labour rights not complied with, and has that changed? SDG indicator 8.8.2, data of the ILO.
-- One row: a country. Parameters: $year.
-- Columns: area, score (0 best, 10 worst; all workers, in the year, NULL when unknown), first_score (in the first year of
-- the data), first_year, change (points since then; below zero is better compliance), small (too small to see on a map),
-- lon, lat.
WITH first_year AS (SELECT min(year) AS year FROM unsd.sdg_8_8_2),

scores AS (
    SELECT
        area,
        max(score) FILTER (WHERE year = $year) AS score,
        max(score) FILTER (WHERE year = (SELECT year FROM first_year)) AS first_score
    FROM unsd.sdg_8_8_2
    WHERE nature = 'G' AND area <> 'WLD'
    GROUP BY area
)

SELECT
    scores.area, scores.score::DOUBLE AS score, scores.first_score::DOUBLE AS first_score,
    (SELECT year FROM first_year)::BIGINT AS first_year,
    round(scores.score - scores.first_score, 2)::DOUBLE AS change,
    place.small, place.lon, place.lat
FROM scores
JOIN geography.areas AS place ON place.area = scores.area
ORDER BY scores.score DESC NULLS LAST, scores.area
