-- What does sending US$ 200 cost on average in the world? SDG indicator 10.c.1 by year; and, apart from it, the mean over
-- all services surveyed in the quarter of the secondary compilation.
-- One row: a year of the indicator (quarter NULL), or the quarter. No parameters.
-- Columns: year, quarter (1-4), cost (percent of the amount sent), services (how many were surveyed, of the quarter only).
WITH quarters AS (
    SELECT
        left(quarter, 4)::BIGINT AS year,
        right(quarter, 1)::BIGINT AS quarter,
        sum(cost_200 * services) / sum(services) AS cost,
        sum(services)::BIGINT AS services
    FROM worldbank.prices_corridor_2025q3
    WHERE cost_200 IS NOT NULL
    GROUP BY ALL
)
SELECT year::BIGINT AS year, NULL::BIGINT AS quarter, cost_200 AS cost, NULL::BIGINT AS services
FROM unsd.sdg_10_c_1_world
WHERE area = 'WLD'
UNION ALL
SELECT year, quarter, cost, services
FROM quarters
ORDER BY year, quarter
