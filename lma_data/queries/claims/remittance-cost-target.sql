-- Average cost of sending 200 US dollars, world, last year of the SDG series. Indicator 10.c.1.
-- One row. Columns: value (percent of the amount sent), as_of (year).
SELECT cost_200 AS value, year::VARCHAR AS as_of
FROM unsd.sdg_10_c_1_world
WHERE area = 'WLD'
ORDER BY year DESC
LIMIT 1
