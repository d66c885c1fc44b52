-- Through which corridors does most money flow? The bilateral matrix of 2021.
-- One row: one of the $most largest corridors. Parameters: $senders, $receivers (lists of ISO3; NULL: all countries), $most.
-- Columns: sender, receiver (ISO3), amount (US$ in 2021, estimated), total (US$, of all corridors between those, the same in
-- every row), corridors (how many they are).
SELECT
    sender,
    receiver,
    round(1e6 * usd_m) AS amount,
    round(sum(1e6 * usd_m) OVER ()) AS total,
    count(*) OVER () AS corridors
FROM worldbank.bilateral_remittances_2021
WHERE usd_m > 0
    AND ($senders::VARCHAR[] IS NULL OR list_contains($senders::VARCHAR[], sender))
    AND ($receivers::VARCHAR[] IS NULL OR list_contains($receivers::VARCHAR[], receiver))
ORDER BY amount DESC, sender, receiver
LIMIT $most
