-- How has the number of people displaced within their country by conflict moved in the countries where it is largest?
-- IDMC, as in UNHCR's newest edition.
-- One row: one of the $number countries and territories that had most of them in the newest year, and a year from the
-- first that IDMC counts by country. Parameters: $number.
-- Columns: area; year; persons (at the end of the year, NULL where IDMC has no figure); newest (persons at the end of the
-- newest year); world (persons of all areas at the end of the year).
WITH largest AS (
    SELECT area, persons AS newest
    FROM idmc.displaced_by_conflict
    WHERE year = (SELECT max(year) FROM idmc.displaced_by_conflict) AND area <> 'UNK'
    ORDER BY persons DESC, area
    LIMIT $number
),
years AS (
    SELECT year, sum(persons)::BIGINT AS world
    FROM idmc.displaced_by_conflict
    WHERE year >= (SELECT min(year) FROM idmc.displaced_by_conflict WHERE area <> 'UNK')
    GROUP BY year
)
SELECT largest.area, years.year::BIGINT AS year, counted.persons::BIGINT AS persons, newest::BIGINT AS newest, world
FROM largest
CROSS JOIN years
LEFT JOIN idmc.displaced_by_conflict AS counted ON counted.area = largest.area AND counted.year = years.year
ORDER BY newest DESC, largest.area, years.year
