-- How far are labour rights not complied with in the country, and has that changed? SDG indicator 8.8.2, data of the ILO.
-- One row: a year with a figure. Parameter: $area. Columns: year, score (0 best, 10 worst; all workers).
SELECT year::BIGINT AS year, score::DOUBLE AS score
FROM unsd.sdg_8_8_2
WHERE area = $area
ORDER BY year
