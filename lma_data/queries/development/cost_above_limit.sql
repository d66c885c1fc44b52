-- How many corridors cost more than the limit, by each source of prices?
-- One row: a source and a year or quarter. Parameter: $limit (percent).
-- Columns: source (dataset), year, quarter (1-4; the indicator's year is its third quarter), corridors (with a price), above (of
-- those, how many cost more than the limit), share (percent).
WITH prices AS (
    SELECT 'unsd/sdg-10-c-1-corridors' AS source, year::BIGINT AS year, 3 AS quarter, cost_200 FROM unsd.sdg_10_c_1_corridors
    UNION ALL
    SELECT 'worldbank/prices-corridor-2011-2020', left(quarter, 4)::BIGINT, right(quarter, 1)::BIGINT, cost_200
    FROM worldbank.prices_corridor_2011_2020
    UNION ALL
    SELECT 'worldbank/prices-corridor-2016-2025', left(quarter, 4)::BIGINT, right(quarter, 1)::BIGINT, cost_200
    FROM worldbank.prices_corridor_2016_2025
    UNION ALL
    SELECT 'worldbank/prices-corridor-2025q3', left(quarter, 4)::BIGINT, right(quarter, 1)::BIGINT, cost_200
    FROM worldbank.prices_corridor_2025q3
)
SELECT
    source,
    year,
    quarter,
    count(*) AS corridors,
    count(*) FILTER (WHERE cost_200 > $limit) AS above,
    100 * above / corridors AS share
FROM prices
WHERE cost_200 IS NOT NULL
GROUP BY ALL
ORDER BY source, year, quarter
