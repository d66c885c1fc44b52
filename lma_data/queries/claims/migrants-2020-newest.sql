-- International migrants in the world in the newest revision's last year. UN DESA, Revision 2024.
-- One row. Columns: value (million people), as_of (day: mid-year).
SELECT migrants / 1e6 AS value, year || '-07-01' AS as_of
FROM undesa.migrant_stock_2024
WHERE area = 'WLD' AND sex = 'both'
ORDER BY year DESC
LIMIT 1
