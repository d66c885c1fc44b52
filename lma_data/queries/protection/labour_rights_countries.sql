-- Which countries have a score of non-compliance with labour rights? SDG indicator 8.8.2, data of the ILO.
-- One row: a country. Columns: area (ISO3).
SELECT DISTINCT area FROM unsd.sdg_8_8_2 WHERE nature = 'G' AND area <> 'WLD' ORDER BY area
