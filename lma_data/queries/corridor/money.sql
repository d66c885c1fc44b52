-- From where do two countries receive remittances? World Bank/KNOMAD, bilateral remittance matrix 2021, a model estimate.
-- One row: a receiving and a sending country with an estimate above zero, or the pair that is asked about.
-- Parameters: $origin, $destination (ISO3): the two countries, each once as the receiver.
-- Columns: receiver, sender (ISO3), usd (US$, 2021), place (rank among the senders to this receiver), share (% of all that
-- the matrix has for the receiver), share_sent (% of all that it has from the sender).
WITH ranked AS (
    SELECT
        receiver, sender, usd_m * 1e6 AS usd,
        rank() OVER (PARTITION BY receiver ORDER BY usd_m DESC) AS place,
        100.0 * usd_m / sum(usd_m) OVER (PARTITION BY receiver) AS share,
        100.0 * usd_m / sum(usd_m) OVER (PARTITION BY sender) AS share_sent
    FROM worldbank.bilateral_remittances_2021
)
SELECT receiver, sender, usd, place, share, share_sent
FROM ranked
WHERE receiver IN ($origin, $destination) AND (usd > 0 OR sender IN ($origin, $destination))
ORDER BY receiver <> $origin, usd DESC, sender
