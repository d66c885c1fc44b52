-- Share of the priced corridors whose average cost of sending 200 US dollars is above 5 percent, unweighted.
-- World Bank, third quarter of 2025. One row. Columns: value (percent of corridors), as_of (quarter).
SELECT 100.0 * count(*) FILTER (WHERE cost_200 > 5) / count(*) AS value, '2025-Q3' AS as_of
FROM worldbank.prices_corridor_2025q3
WHERE cost_200 IS NOT NULL
