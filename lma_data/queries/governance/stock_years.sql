-- The years for which UN DESA estimates the migrant stock (Revision 2024).
-- One row: a year. Columns: year.
SELECT DISTINCT year
FROM undesa.migrant_stock_2024
ORDER BY year
