-- In which corridors would most stay with families at a target? Flows of the bilateral matrix of 2021 that have a price.
-- One row: a corridor with a flow and a price. Parameters: $senders, $receivers (lists of ISO3; NULL: all countries), $year (of
-- the prices), $target (percent).
-- Columns: sender, receiver (ISO3), amount (US$ in 2021, estimated), cost (percent), stays (US$ a year that the price takes
-- beyond the target; 0 where it is at the target or below).
WITH prices AS (
    SELECT sender, receiver, year::BIGINT AS year, cost_200 AS cost FROM unsd.sdg_10_c_1_corridors
    UNION ALL
    SELECT sender, receiver, left(quarter, 4)::BIGINT, cost_200 FROM worldbank.prices_corridor_2025q3
)
SELECT
    flow.sender,
    flow.receiver,
    round(1e6 * flow.usd_m) AS amount,
    price.cost,
    round(1e6 * flow.usd_m * greatest(price.cost - $target, 0) / 100) AS stays
FROM worldbank.bilateral_remittances_2021 AS flow
JOIN prices AS price ON price.sender = flow.sender AND price.receiver = flow.receiver AND price.year = $year
WHERE flow.usd_m > 0 AND price.cost IS NOT NULL
    AND ($senders::VARCHAR[] IS NULL OR list_contains($senders::VARCHAR[], flow.sender))
    AND ($receivers::VARCHAR[] IS NULL OR list_contains($receivers::VARCHAR[], flow.receiver))
ORDER BY stays DESC, flow.sender, flow.receiver
