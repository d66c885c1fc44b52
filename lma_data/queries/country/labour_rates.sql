-- Do foreign citizens work, or lack work, as often as nationals? Eurostat, lfsa_ergan and lfsa_urgan, ages 15 to 64.
-- One row: a year with a rate. Parameters: $area, $sex. Columns: year; employment_foreign, employment_national (percent of
-- the population of that citizenship), unemployment_foreign, unemployment_national (percent of its labour force), all NULL
-- where withheld; series_break (flag b), unreliable (flag u on a rate that is shown), differs (definitions, flag d).
WITH both_rates AS (
    SELECT year, citizen, 'employment' AS kind, rate, flag
    FROM eurostat.employment_rate
    WHERE area = $area AND sex = $sex AND citizen <> 'TOTAL'
    UNION ALL
    SELECT year, citizen, 'unemployment', rate, flag
    FROM eurostat.unemployment_rate
    WHERE area = $area AND sex = $sex AND citizen <> 'TOTAL'
)
SELECT
    year::BIGINT AS year,
    max(rate) FILTER (WHERE kind = 'employment' AND citizen = 'FOR')::DOUBLE AS employment_foreign,
    max(rate) FILTER (WHERE kind = 'employment' AND citizen = 'NAT')::DOUBLE AS employment_national,
    max(rate) FILTER (WHERE kind = 'unemployment' AND citizen = 'FOR')::DOUBLE AS unemployment_foreign,
    max(rate) FILTER (WHERE kind = 'unemployment' AND citizen = 'NAT')::DOUBLE AS unemployment_national,
    coalesce(bool_or(contains(flag, 'b')), false) AS series_break,
    coalesce(bool_or(contains(flag, 'u') AND rate IS NOT NULL), false) AS unreliable,
    coalesce(bool_or(contains(flag, 'd')), false) AS differs
FROM both_rates
GROUP BY year
HAVING count(rate) > 0
ORDER BY year
