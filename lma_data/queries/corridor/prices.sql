-- What does sending US$ 200 from one country to the other cost, both ways, in each of four sources?
-- One row: a source, a direction of the money and a year or quarter with a price. Sources are never put into one series.
-- Parameters: $origin, $destination (ISO3): the two countries; both directions are returned.
-- Columns: source (id of the dataset), sender, receiver (ISO3), year, quarter (1-4; NULL for the indicator's year, which is
-- that of the third quarter), cost (percent of the amount sent, mean of the services).
WITH every_source AS (
    SELECT 'unsd/sdg-10-c-1-corridors' AS source, sender, receiver, year::VARCHAR AS period, cost_200 AS cost
    FROM unsd.sdg_10_c_1_corridors
    UNION ALL
    SELECT 'worldbank/prices-corridor-2011-2020' AS source, sender, receiver, quarter AS period, cost_200 AS cost
    FROM worldbank.prices_corridor_2011_2020
    UNION ALL
    SELECT 'worldbank/prices-corridor-2016-2025' AS source, sender, receiver, quarter AS period, cost_200 AS cost
    FROM worldbank.prices_corridor_2016_2025
    UNION ALL
    SELECT 'worldbank/prices-corridor-2025q3' AS source, sender, receiver, quarter AS period, cost_200 AS cost
    FROM worldbank.prices_corridor_2025q3
)
SELECT
    source, sender, receiver, left(period, 4)::BIGINT AS year,
    CASE WHEN length(period) > 4 THEN right(period, 1)::BIGINT END AS quarter, cost
FROM every_source
WHERE ((sender = $destination AND receiver = $origin) OR (sender = $origin AND receiver = $destination))
    AND cost IS NOT NULL
ORDER BY sender <> $destination, source, period
