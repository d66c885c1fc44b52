-- How has the score of non-compliance with labour rights moved? SDG indicator 8.8.2, data of the ILO.
-- One row: an area and year. Parameters: $areas (list of keys). Columns: area, year, score (0 best, 10 worst; all workers).
SELECT area, year::BIGINT AS year, score::DOUBLE AS score
FROM unsd.sdg_8_8_2
WHERE area IN (SELECT unnest($areas))
ORDER BY area, year
