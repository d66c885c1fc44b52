-- From which countries the migrants of one country come, in one year.
-- One row: a country or area of origin, the largest first. Parameters: $area, $year.
-- Columns: origin (key), migrants, female, male (persons), share (% of all migrants of the country).
WITH origins AS (
    SELECT origin, female + male AS migrants, female, male
    FROM undesa.migrant_stock_2024_bilateral
    WHERE destination = $area AND year = $year
        AND origin IN (SELECT area FROM geography.areas WHERE kind IN ('country', 'other'))
)
SELECT origin, migrants, female, male, 100.0 * migrants / stock.total AS share
FROM origins, (
    SELECT migrants AS total FROM undesa.migrant_stock_2024 WHERE area = $area AND year = $year AND sex = 'both'
) AS stock
WHERE migrants > 0
ORDER BY migrants DESC, origin
