-- Does sending more cost less? The secondary compilation of the survey of prices, by quarter.
-- One row: a quarter. No parameters. Columns: year, quarter (1-4), cost_200, cost_500 (percent of the amount sent: medians over
-- the corridors, because of extreme values), corridors (how many have a price for both amounts), cheaper (of those, how many
-- where US$ 500 cost less per cent than US$ 200).
SELECT
    left(quarter, 4)::BIGINT AS year,
    right(quarter, 1)::BIGINT AS quarter,
    median(cost_200) AS cost_200,
    median(cost_500) AS cost_500,
    count(*) AS corridors,
    count(*) FILTER (WHERE cost_500 < cost_200) AS cheaper
FROM worldbank.prices_corridor_2016_2025
WHERE cost_200 IS NOT NULL AND cost_500 IS NOT NULL
GROUP BY ALL
ORDER BY year, quarter
