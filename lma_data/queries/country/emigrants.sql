-- In which countries the emigrants of one country live, in one year. UN DESA, Revision 2024.
-- One row: a country or area of destination, the largest first. Parameters: $area, $year.
-- Columns: area (key of the destination), migrants, women, men (persons from the country who live there), share (% of all who
-- live outside the country), place (true: every destination is a country or territory).
SELECT
    destination AS area,
    female + male AS migrants, female AS women, male AS men,
    100.0 * (female + male) / whole.migrants AS share,
    true AS place
FROM undesa.migrant_stock_2024_bilateral AS corridor
JOIN undesa.migrant_stock_2024_origin AS whole
    ON whole.origin = corridor.origin AND whole.year = corridor.year AND whole.sex = 'both'
WHERE corridor.origin = $area AND corridor.year = $year AND female + male > 0
ORDER BY migrants DESC, destination
