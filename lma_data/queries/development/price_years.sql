-- The years with costs by corridor, and where they come from.
-- One row: a year. Columns: year, quarter (NULL: a year of SDG indicator 10.c.1; 1-4: that quarter of the secondary
-- compilation).
SELECT DISTINCT year::BIGINT AS year, NULL::BIGINT AS quarter
FROM unsd.sdg_10_c_1_corridors
UNION ALL
SELECT DISTINCT left(quarter, 4)::BIGINT AS year, right(quarter, 1)::BIGINT AS quarter
FROM worldbank.prices_corridor_2025q3
ORDER BY year
