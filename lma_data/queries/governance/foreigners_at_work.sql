-- How do employment and unemployment of foreign citizens compare with those of nationals? Eurostat, lfsa_ergan, lfsa_urgan,
-- lfsa_pganws, ages 15 to 64.
-- One row: a country, those with most foreign citizens of working age today first. Parameters: $year, $sex.
-- Columns: area; employment_foreign, employment_national (employment rate, percent of the population), unemployment_foreign,
-- unemployment_national (unemployment rate, percent of the labour force), NULL where not published; foreigners (thousand
-- foreign citizens of 15 to 64, both sexes, newest year; NULL where a part is withheld); employment_unreliable,
-- unemployment_unreliable (low reliability according to Eurostat), differs (definitions differ).
WITH sizes AS (
    SELECT area, CASE WHEN count(thousand_persons) = 3 THEN sum(thousand_persons) END AS foreigners
    FROM eurostat.labour_status
    WHERE sex = 'both' AND year = (SELECT max(year) FROM eurostat.labour_status)
    GROUP BY area
),
employed AS (
    SELECT
        area,
        max(rate) FILTER (WHERE citizen = 'FOR') AS employment_foreign,
        max(rate) FILTER (WHERE citizen = 'NAT') AS employment_national,
        coalesce(bool_or(contains(flag, 'u') AND rate IS NOT NULL), false) AS employment_unreliable,
        coalesce(bool_or(contains(flag, 'd')), false) AS differs
    FROM eurostat.employment_rate
    WHERE year = $year AND sex = $sex AND citizen <> 'TOTAL'
    GROUP BY area
),
unemployed AS (
    SELECT
        area,
        max(rate) FILTER (WHERE citizen = 'FOR') AS unemployment_foreign,
        max(rate) FILTER (WHERE citizen = 'NAT') AS unemployment_national,
        coalesce(bool_or(contains(flag, 'u') AND rate IS NOT NULL), false) AS unemployment_unreliable
    FROM eurostat.unemployment_rate
    WHERE year = $year AND sex = $sex AND citizen <> 'TOTAL'
    GROUP BY area
)
SELECT
    area, employment_foreign, employment_national, unemployment_foreign, unemployment_national,
    foreigners, employment_unreliable, coalesce(unemployment_unreliable, false) AS unemployment_unreliable, differs
FROM employed
LEFT JOIN unemployed USING (area)
LEFT JOIN sizes USING (area)
WHERE coalesce(employment_foreign, employment_national, unemployment_foreign, unemployment_national) IS NOT NULL
ORDER BY foreigners DESC NULLS LAST, area
