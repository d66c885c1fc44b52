-- How have employment and unemployment of foreign citizens and of nationals moved in a country? Eurostat, lfsa_ergan,
-- lfsa_urgan, ages 15 to 64.
-- One row: a year, from the first to the last with a figure. Parameters: $area (ISO3), $sex.
-- Columns: year; employment_foreign, employment_national (percent of the population), unemployment_foreign,
-- unemployment_national (percent of the labour force), NULL where not published; is_break (Eurostat marks a break in one of
-- these rates in that year), unreliable (low reliability of one of them).
WITH rates AS (
    SELECT 'employment' AS kind, year, citizen, rate, flag
    FROM eurostat.employment_rate
    WHERE area = $area AND sex = $sex AND citizen <> 'TOTAL'
    UNION ALL
    SELECT 'unemployment', year, citizen, rate, flag
    FROM eurostat.unemployment_rate
    WHERE area = $area AND sex = $sex AND citizen <> 'TOTAL'
),
by_year AS (
    SELECT
        year::BIGINT AS year,
        max(rate) FILTER (WHERE kind = 'employment' AND citizen = 'FOR') AS employment_foreign,
        max(rate) FILTER (WHERE kind = 'employment' AND citizen = 'NAT') AS employment_national,
        max(rate) FILTER (WHERE kind = 'unemployment' AND citizen = 'FOR') AS unemployment_foreign,
        max(rate) FILTER (WHERE kind = 'unemployment' AND citizen = 'NAT') AS unemployment_national,
        coalesce(bool_or(contains(flag, 'b')), false) AS is_break,
        coalesce(bool_or(contains(flag, 'u') AND rate IS NOT NULL), false) AS unreliable
    FROM rates
    GROUP BY year
)
SELECT *
FROM by_year
WHERE year BETWEEN
    (SELECT min(year) FROM rates WHERE rate IS NOT NULL) AND (SELECT max(year) FROM rates WHERE rate IS NOT NULL)
ORDER BY year
