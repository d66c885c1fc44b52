-- Share of the priced corridors whose average cost of sending 200 US dollars is above 5 percent, unweighted.
-- World Bank, newest quarter compiled. One row. Columns: value (percent of corridors), as_of (quarter).
SELECT 100.0 * count(*) FILTER (WHERE cost_200 > 5) / count(*) AS value,
    left(quarter, 4) || '-' || right(quarter, 2) AS as_of
FROM worldbank.prices_corridor_2025q3
WHERE cost_200 IS NOT NULL
GROUP BY quarter
ORDER BY quarter DESC
LIMIT 1
