-- What does sending US$ 200 cost by region? To a region: SDG indicator 10.c.1 as published. From a region, which the indicator
-- does not have: the simple mean of its corridors to countries anywhere, not weighted.
-- One row: a region and a year, of the first and the newest one that there are. Parameter: $side (receiving, sending).
-- Columns: area (key), year, cost (percent of the amount sent), corridors (how many are in the mean; NULL where published).
WITH regions AS (
    SELECT DISTINCT sdg_region AS area FROM geography.areas WHERE sdg_region IS NOT NULL
),
costs AS (
    SELECT area, year::BIGINT AS year, cost_200 AS cost, NULL::BIGINT AS corridors
    FROM unsd.sdg_10_c_1_world
    WHERE $side = 'receiving' AND (area = 'WLD' OR area IN (SELECT area FROM regions))
    UNION ALL
    SELECT place.sdg_region, price.year, avg(price.cost_200), count(*)
    FROM unsd.sdg_10_c_1_corridors AS price
    JOIN geography.areas AS place ON place.area = price.sender
    WHERE $side = 'sending' AND price.cost_200 IS NOT NULL
    GROUP BY ALL
)
SELECT area, year, cost, corridors
FROM costs
WHERE year IN ((SELECT min(year) FROM costs), (SELECT max(year) FROM costs))
ORDER BY area, year
