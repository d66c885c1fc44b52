-- Of which countries, territories and M49 subregions is the number of migrants known? UN DESA, Revision 2024.
-- One row: an area with a figure for some year, subregions first. Columns: area (M49 or ISO3).
SELECT DISTINCT stock.area
FROM undesa.migrant_stock_2024 AS stock
JOIN geography.areas AS place ON place.area = stock.area
WHERE place.kind IN ('subregion', 'intermediate', 'country') AND stock.migrants IS NOT NULL
ORDER BY stock.area
