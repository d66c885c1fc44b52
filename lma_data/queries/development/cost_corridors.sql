-- What does sending US$ 200 cost in each corridor? SDG indicator 10.c.1 by corridor for the years that it has; for the year
-- that it has not, the quarter of the secondary compilation. A year is in one of the two only.
-- One row: a corridor of the survey. Parameter: $year.
-- Columns: sender, receiver (ISO3), cost (percent of the amount sent, mean of the services; NULL where none has a price).
WITH both_sources AS (
    SELECT year, sender, receiver, cost_200 AS cost
    FROM unsd.sdg_10_c_1_corridors
    UNION ALL
    SELECT left(quarter, 4)::BIGINT AS year, sender, receiver, cost_200 AS cost
    FROM worldbank.prices_corridor_2025q3
)
SELECT sender, receiver, cost
FROM both_sources
WHERE year = $year
ORDER BY cost DESC NULLS LAST, sender, receiver
