-- Who stands how towards the course's office, as far as money goes?
-- One row: people alike in all of the columns. Parameters: $price (the course's, for whom no file gives another).
-- Columns: funding (code; '' not known), status (NULL not known), price and paid (the course's currency, written out to the
-- cent; paid NULL: no file says what was paid, which is not 0), paid_on and withdrawn_on (days; NULL not known),
-- taking_part (whether they are counted as taking part), people (persons).
SELECT
    coalesce(funding, '') AS funding,
    status,
    CAST(coalesce(price, CAST($price AS DECIMAL(12, 2))) AS VARCHAR) AS price,
    CAST(paid AS VARCHAR) AS paid,
    CAST(paid_on AS VARCHAR) AS paid_on,
    CAST(withdrawn_on AS VARCHAR) AS withdrawn_on,
    taking_part,
    count(*) AS people
FROM person
GROUP BY ALL
ORDER BY ALL
