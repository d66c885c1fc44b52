-- For which years are migrants known by age? UN DESA, Revision 2020.
-- One row: a year. Columns: year.
SELECT DISTINCT year::BIGINT AS year FROM undesa.migrant_stock_2020_age ORDER BY year
