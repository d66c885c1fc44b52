-- Between two places, in which direction have more people moved? UN DESA, International Migrant Stock, Revision 2024,
-- newest year. It tells which way a search means that names two places and no "from" or "to".
-- One row: the two directions. Parameters: $one, $other (lists of ISO3).
-- Columns: there (persons from one who live in the other), back (persons from the other who live in the one).
SELECT
    coalesce(sum(female + male) FILTER (WHERE list_contains($one, origin) AND list_contains($other, destination)), 0)
        AS there,
    coalesce(sum(female + male) FILTER (WHERE list_contains($other, origin) AND list_contains($one, destination)), 0)
        AS back
FROM undesa.migrant_stock_2024_bilateral
WHERE year = (SELECT max(year) FROM undesa.migrant_stock_2024_bilateral)
