-- The years with costs by country. SDG indicator 10.c.1.
-- One row: a year. No parameters. Columns: year.
SELECT DISTINCT year::BIGINT AS year FROM unsd.sdg_10_c_1_sending ORDER BY year
