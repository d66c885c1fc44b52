-- Average cost of sending 200 US dollars in the third quarter of 2025: mean over the services surveyed. World Bank.
-- One row. Columns: value (percent of the amount sent), as_of (quarter).
SELECT sum(cost_200 * services) / sum(services) AS value, '2025-Q3' AS as_of
FROM worldbank.prices_corridor_2025q3
WHERE cost_200 IS NOT NULL
