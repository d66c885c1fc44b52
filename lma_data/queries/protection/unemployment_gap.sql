-- By how much is the unemployment rate of foreign citizens above that of nationals, for women and for men? Eurostat,
-- lfsa_urgan, ages 15 to 64.
-- One row: a country in which the gap of one sex at least, or that of both together, is known. Parameters: $year.
-- Columns: area; women_foreign, women_national, men_foreign, men_national, both_foreign, both_national (unemployment rate,
-- percent of the labour force); women, men, both (gap: foreign citizens less nationals, percentage points); unreliable
-- (whether Eurostat flags one of the rates of women or men as of low reliability); differs (whether definitions differ).
WITH rates AS (
    SELECT
        area,
        max(rate) FILTER (WHERE sex = 'female' AND citizen = 'FOR') AS women_foreign,
        max(rate) FILTER (WHERE sex = 'female' AND citizen = 'NAT') AS women_national,
        max(rate) FILTER (WHERE sex = 'male' AND citizen = 'FOR') AS men_foreign,
        max(rate) FILTER (WHERE sex = 'male' AND citizen = 'NAT') AS men_national,
        max(rate) FILTER (WHERE sex = 'both' AND citizen = 'FOR') AS both_foreign,
        max(rate) FILTER (WHERE sex = 'both' AND citizen = 'NAT') AS both_national,
        coalesce(bool_or(contains(flag, 'u') AND rate IS NOT NULL AND sex <> 'both'), false) AS unreliable,
        coalesce(bool_or(contains(flag, 'd')), false) AS differs
    FROM eurostat.unemployment_rate
    WHERE year = $year AND citizen <> 'TOTAL'
    GROUP BY area
)

SELECT
    area,
    women_foreign::DOUBLE AS women_foreign, women_national::DOUBLE AS women_national,
    men_foreign::DOUBLE AS men_foreign, men_national::DOUBLE AS men_national,
    both_foreign::DOUBLE AS both_foreign, both_national::DOUBLE AS both_national,
    round(women_foreign - women_national, 1)::DOUBLE AS women,
    round(men_foreign - men_national, 1)::DOUBLE AS men,
    round(both_foreign - both_national, 1)::DOUBLE AS "both",
    unreliable, differs
FROM rates
WHERE coalesce(women_foreign - women_national, men_foreign - men_national, both_foreign - both_national) IS NOT NULL
ORDER BY "both" DESC NULLS LAST, area
