-- In which countries are migrants the largest part of the population? UN DESA, International Migrant Stock, Revision 2024.
-- One row: a country or territory of at least $least inhabitants (both sexes), the largest share first.
-- Parameters: $year, $sex (both, female, male), $least (persons).
-- Columns: area (ISO3), share (percent of the population of that sex), migrants, population (persons), data_type.
SELECT stock.area, stock.share, stock.migrants, stock.population, stock.data_type
FROM undesa.migrant_stock_2024 AS stock
JOIN undesa.migrant_stock_2024 AS everybody
    ON everybody.area = stock.area AND everybody.year = stock.year AND everybody.sex = 'both'
JOIN geography.areas AS place ON place.area = stock.area
WHERE place.kind = 'country' AND stock.year = $year AND stock.sex = $sex
  AND everybody.population >= $least AND stock.migrants IS NOT NULL
ORDER BY stock.share DESC, stock.area
