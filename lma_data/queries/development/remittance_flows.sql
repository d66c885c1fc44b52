-- From where to where does money flow? The bilateral matrix of 2021, the largest senders and receivers each for itself.
-- One row: a sender and a receiver between whom money flows. Parameters: $senders, $receivers (lists of ISO3; NULL: all
-- countries), $most (how many senders, and how many receivers, are not put together with others).
-- Columns: sender, receiver (ISO3; NULL: all others together), amount (US$ in 2021, estimated), corridors (how many there are
-- in it).
WITH flows AS (
    SELECT sender, receiver, 1e6 * usd_m AS amount
    FROM worldbank.bilateral_remittances_2021
    WHERE usd_m > 0
        AND ($senders::VARCHAR[] IS NULL OR list_contains($senders::VARCHAR[], sender))
        AND ($receivers::VARCHAR[] IS NULL OR list_contains($receivers::VARCHAR[], receiver))
),
senders AS (
    SELECT sender, row_number() OVER (ORDER BY sum(amount) DESC, sender) AS place FROM flows GROUP BY sender
),
receivers AS (
    SELECT receiver, row_number() OVER (ORDER BY sum(amount) DESC, receiver) AS place FROM flows GROUP BY receiver
)
SELECT
    CASE WHEN senders.place <= $most THEN flows.sender END AS sender,
    CASE WHEN receivers.place <= $most THEN flows.receiver END AS receiver,
    round(sum(amount)) AS amount,
    count(*) AS corridors
FROM flows
JOIN senders ON senders.sender = flows.sender
JOIN receivers ON receivers.receiver = flows.receiver
GROUP BY ALL
ORDER BY amount DESC, 1, 2
