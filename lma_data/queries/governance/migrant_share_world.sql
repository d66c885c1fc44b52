-- Migrants in the world. UN DESA, International Migrant Stock, Revision 2024.
-- One row. Parameters: $year, $sex. Columns: migrants (persons), share (percent of the population of that sex).
SELECT migrants, share
FROM undesa.migrant_stock_2024
WHERE area = 'WLD' AND year = $year AND sex = $sex
