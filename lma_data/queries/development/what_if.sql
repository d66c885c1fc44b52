-- What would stay with families if a corridor cost no more than a target? Every flow of the bilateral matrix of 2021, with the
-- price of the corridor and, where it has none, the average price that stands in for it: that of the receiving country, or of the
-- world.
-- One row: all flows between the chosen countries. Parameters: $senders, $receivers (lists of ISO3; NULL: all countries),
-- $year (of the prices), $aim and $limit (percent: the two targets).
-- Columns: amount (US$ in 2021), corridors; of those with a price: priced (US$), priced_corridors, fees (US$ at that price),
-- above_aim and above_limit (US$ above the targets); of those without: unpriced_fees, unpriced_aim, unpriced_limit (US$, at
-- the average price).
WITH prices AS (
    SELECT sender, receiver, year::BIGINT AS year, cost_200 AS cost FROM unsd.sdg_10_c_1_corridors
    UNION ALL
    SELECT sender, receiver, left(quarter, 4)::BIGINT, cost_200 FROM worldbank.prices_corridor_2025q3
),
averages AS (
    SELECT area, year::BIGINT AS year, cost_200 AS cost FROM unsd.sdg_10_c_1_world
    UNION ALL
    SELECT 'WLD', left(quarter, 4)::BIGINT, sum(cost_200 * services) / sum(services)
    FROM worldbank.prices_corridor_2025q3
    WHERE cost_200 IS NOT NULL
    GROUP BY ALL
),
flows AS (
    SELECT
        1e6 * flow.usd_m AS amount,
        price.cost,
        coalesce(country.cost, world.cost) AS average
    FROM worldbank.bilateral_remittances_2021 AS flow
    LEFT JOIN prices AS price ON price.sender = flow.sender AND price.receiver = flow.receiver AND price.year = $year
    LEFT JOIN averages AS country ON country.area = flow.receiver AND country.year = $year
    LEFT JOIN averages AS world ON world.area = 'WLD' AND world.year = $year
    WHERE flow.usd_m > 0
        AND ($senders::VARCHAR[] IS NULL OR list_contains($senders::VARCHAR[], flow.sender))
        AND ($receivers::VARCHAR[] IS NULL OR list_contains($receivers::VARCHAR[], flow.receiver))
)
SELECT
    round(sum(amount)) AS amount,
    count(*) AS corridors,
    round(coalesce(sum(amount) FILTER (WHERE cost IS NOT NULL), 0)) AS priced,
    count(cost) AS priced_corridors,
    round(coalesce(sum(amount * cost) / 100, 0)) AS fees,
    round(coalesce(sum(amount * greatest(cost - $aim, 0)) / 100, 0)) AS above_aim,
    round(coalesce(sum(amount * greatest(cost - $limit, 0)) / 100, 0)) AS above_limit,
    round(coalesce(sum(amount * average) FILTER (WHERE cost IS NULL) / 100, 0)) AS unpriced_fees,
    round(coalesce(sum(amount * greatest(average - $aim, 0)) FILTER (WHERE cost IS NULL) / 100, 0)) AS unpriced_aim,
    round(coalesce(sum(amount * greatest(average - $limit, 0)) FILTER (WHERE cost IS NULL) / 100, 0)) AS unpriced_limit
FROM flows
HAVING count(*) > 0
