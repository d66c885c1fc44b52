-- How has the number of migrants moved? Both revisions of UN DESA's International Migrant Stock, side by side, never chained.
-- One row: an area, year and revision. Parameters: $areas (list of keys).
-- Columns: area, year, revision (2020, 2024), migrants (persons), share (percent of the population).
SELECT area, year, 2024 AS revision, migrants, share
FROM undesa.migrant_stock_2024
WHERE area IN (SELECT unnest($areas)) AND sex = 'both'
UNION ALL
SELECT area, year, 2020 AS revision, migrants, share
FROM undesa.migrant_stock_2020
WHERE area IN (SELECT unnest($areas)) AND sex = 'both'
ORDER BY area, revision, year
