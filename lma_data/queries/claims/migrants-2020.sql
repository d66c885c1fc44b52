-- International migrants in the world at mid-2020, as the note states them. UN DESA, Revision 2020.
-- One row. Columns: value (million people), as_of (day).
SELECT migrants / 1e6 AS value, year || '-07-01' AS as_of
FROM undesa.migrant_stock_2020
WHERE area = 'WLD' AND year = 2020 AND sex = 'both'
