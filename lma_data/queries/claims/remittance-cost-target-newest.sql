-- Average cost of sending 200 US dollars in the newest quarter compiled: mean over the services surveyed. World Bank.
-- One row. Columns: value (percent of the amount sent), as_of (quarter).
SELECT sum(cost_200 * services) / sum(services) AS value, left(quarter, 4) || '-' || right(quarter, 2) AS as_of
FROM worldbank.prices_corridor_2025q3
WHERE cost_200 IS NOT NULL
GROUP BY quarter
ORDER BY quarter DESC
LIMIT 1
