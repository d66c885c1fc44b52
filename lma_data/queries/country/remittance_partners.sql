-- From where do remittances come, or to where do they go? KNOMAD and World Bank, estimated matrix of 2021.
-- One row: a partner, the largest first. Parameters: $area, $direction (in: received from the partner, out: sent to it).
-- Columns: partner (ISO3), usd (US$ of 2021), share (percent of all that the matrix has in that direction), total (that
-- sum, US$), corridor (of people, from their country of origin to that of destination: NPL-QAT).
WITH flows AS (
    SELECT
        CASE $direction WHEN 'in' THEN sender ELSE receiver END AS partner,
        usd_m,
        receiver || '-' || sender AS corridor
    FROM worldbank.bilateral_remittances_2021
    WHERE CASE $direction WHEN 'in' THEN receiver ELSE sender END = $area
)
SELECT
    partner, round(1e6 * usd_m)::BIGINT AS usd,
    (100 * usd_m / sum(usd_m) OVER ())::DOUBLE AS share,
    round(1e6 * sum(usd_m) OVER ())::BIGINT AS total,
    corridor
FROM flows
WHERE usd_m > 0
ORDER BY usd_m DESC, partner
