-- For which years is there a score of non-compliance with labour rights? SDG indicator 8.8.2, data of the ILO.
-- One row: a year. Columns: year.
SELECT DISTINCT year::BIGINT AS year FROM unsd.sdg_8_8_2 ORDER BY year
