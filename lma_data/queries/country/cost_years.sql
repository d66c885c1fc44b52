-- What does sending money to the country, and from it, cost on average? SDG indicator 10.c.1.
-- One row: a year with a figure. Parameter: $area.
-- Columns: year, to_it, from_it (average cost of sending US$ 200, percent of the amount sent; NULL where unknown).
WITH costs AS (
    SELECT year, cost_200 AS to_it, NULL::DOUBLE AS from_it FROM unsd.sdg_10_c_1_world WHERE area = $area
    UNION ALL
    SELECT year, NULL, cost_200 FROM unsd.sdg_10_c_1_sending WHERE area = $area
)
SELECT year::BIGINT AS year, max(to_it)::DOUBLE AS to_it, max(from_it)::DOUBLE AS from_it
FROM costs
GROUP BY year
ORDER BY year
