-- How many refugees and internally displaced people found a solution each year? UNHCR, Global Trends 2025.
-- One row: a year, from the first of the decades that the page shows. No parameters.
-- Columns: year; returned_refugees, returned_idps, resettlement, naturalisation (persons during the year, NULL before each
-- was recorded: four flows that are not added up); naturalising (countries that reported naturalisations).
SELECT
    year::BIGINT AS year,
    sum(returned_refugees)::BIGINT AS returned_refugees,
    sum(returned_idps)::BIGINT AS returned_idps,
    sum(resettlement)::BIGINT AS resettlement,
    sum(naturalisation)::BIGINT AS naturalisation,
    count(DISTINCT asylum) FILTER (WHERE naturalisation > 0) AS naturalising
FROM unhcr.solutions
WHERE year >= (SELECT min(year) FROM idmc.displaced_by_conflict)
GROUP BY year
ORDER BY year
