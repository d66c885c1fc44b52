-- From which countries the migrants of one country come, in one year. UN DESA, Revision 2024.
-- One row: a country or area of origin, the largest first; other and unspecified origins (not place) last.
-- Parameters: $area, $year.
-- Columns: area (key of the origin), migrants, women, men (persons), share (% of all migrants of the country), place (whether
-- the origin is a country or territory).
SELECT
    origin AS area,
    female + male AS migrants, female AS women, male AS men,
    100.0 * (female + male) / whole.migrants AS share,
    origin.kind = 'country' AS place
FROM undesa.migrant_stock_2024_bilateral AS corridor
JOIN geography.areas AS origin ON origin.area = corridor.origin
JOIN undesa.migrant_stock_2024 AS whole
    ON whole.area = corridor.destination AND whole.year = corridor.year AND whole.sex = 'both'
WHERE corridor.destination = $area AND corridor.year = $year AND female + male > 0
ORDER BY place DESC, migrants DESC, corridor.origin
