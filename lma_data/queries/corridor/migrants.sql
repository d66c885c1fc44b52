-- How many people from each of two countries live in the other? UN DESA, International Migrant Stock, Revision 2024.
-- One row: a direction and a year; a direction without rows is unknown, a 0 is a definite zero.
-- Parameters: $origin, $destination (ISO3): the two countries; both directions are returned.
-- Columns: origin, destination (ISO3), year, migrants, female, male (persons at mid-year, all ages).
SELECT
    origin, destination, year::BIGINT AS year,
    (female + male)::BIGINT AS migrants, female::BIGINT AS female, male::BIGINT AS male
FROM undesa.migrant_stock_2024_bilateral
WHERE (origin = $origin AND destination = $destination) OR (origin = $destination AND destination = $origin)
ORDER BY origin <> $origin, year
