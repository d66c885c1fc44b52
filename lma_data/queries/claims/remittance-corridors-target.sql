-- Share of the priced corridors whose average cost of sending 200 US dollars is above 5 percent, unweighted.
-- SDG indicator 10.c.1, last year of the series. One row. Columns: value (percent of corridors), as_of (year).
SELECT 100.0 * count(*) FILTER (WHERE cost_200 > 5) / count(cost_200) AS value, year::VARCHAR AS as_of
FROM unsd.sdg_10_c_1_corridors
GROUP BY year
ORDER BY year DESC
LIMIT 1
