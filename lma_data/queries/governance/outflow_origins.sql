-- Which countries report how many of their nationals leave for work? ILOSTAT, outflow of nationals for employment.
-- One row: a country of origin. Columns: area (ISO3), years (how many have a figure), last_year, by_destination (how many
-- years are also given by destination).
SELECT
    area,
    count(DISTINCT year) AS years,
    max(year) AS last_year,
    count(DISTINCT year) FILTER (WHERE destination <> 'TOTAL') AS by_destination
FROM ilo.outflows
WHERE sex = 'both'
GROUP BY area
ORDER BY area
