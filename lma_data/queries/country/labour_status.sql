-- How many foreign citizens work, seek work, or do neither? Eurostat, lfsa_pganws, ages 15 to 64.
-- One row: a year with a figure. Parameters: $area, $sex. Columns: year, employed, unemployed, inactive (persons; NULL where
-- withheld for low reliability), total (their sum, NULL where one lacks), series_break (flag b), unreliable (flag u).
WITH years AS (
    SELECT
        year::BIGINT AS year,
        round(1000 * max(thousand_persons) FILTER (WHERE status = 'EMP'))::BIGINT AS employed,
        round(1000 * max(thousand_persons) FILTER (WHERE status = 'UNE'))::BIGINT AS unemployed,
        round(1000 * max(thousand_persons) FILTER (WHERE status = 'INAC'))::BIGINT AS inactive,
        coalesce(bool_or(contains(flag, 'b')), false) AS series_break,
        coalesce(bool_or(contains(flag, 'u') AND thousand_persons IS NOT NULL), false) AS unreliable
    FROM eurostat.labour_status
    WHERE area = $area AND sex = $sex
    GROUP BY year
    HAVING count(thousand_persons) > 0
)
SELECT
    year, employed, unemployed, inactive, (employed + unemployed + inactive)::BIGINT AS total, series_break, unreliable
FROM years
ORDER BY year
