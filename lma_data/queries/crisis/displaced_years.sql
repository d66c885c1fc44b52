-- The years for which refugees can be ranked by country, from the first that IDMC counts as well.
-- One row: a year. Columns: year.
SELECT DISTINCT year
FROM unhcr.population
WHERE year >= (SELECT min(year) FROM idmc.displaced_by_conflict)
ORDER BY year
