-- How has the unemployment gap between foreign citizens and nationals moved in a country? Eurostat, lfsa_urgan, ages 15 to 64.
-- One row: a year, from the first to the last in which a gap is known. Parameters: $area (ISO3).
-- Columns: year, women, men, both (unemployment rate of foreign citizens less that of nationals, percentage points, NULL
-- when one is not published), is_break (whether Eurostat marks a break in the series in that year), unreliable (low
-- reliability of a rate of women or men).
WITH rates AS (
    SELECT
        year,
        (max(rate) FILTER (WHERE sex = 'female' AND citizen = 'FOR'))
        - (max(rate) FILTER (WHERE sex = 'female' AND citizen = 'NAT')) AS women,
        (max(rate) FILTER (WHERE sex = 'male' AND citizen = 'FOR'))
        - (max(rate) FILTER (WHERE sex = 'male' AND citizen = 'NAT')) AS men,
        (max(rate) FILTER (WHERE sex = 'both' AND citizen = 'FOR'))
        - (max(rate) FILTER (WHERE sex = 'both' AND citizen = 'NAT')) AS everybody,
        coalesce(bool_or(contains(flag, 'b')), false) AS is_break,
        coalesce(bool_or(contains(flag, 'u') AND rate IS NOT NULL AND sex <> 'both'), false) AS unreliable
    FROM eurostat.unemployment_rate
    WHERE area = $area AND citizen <> 'TOTAL'
    GROUP BY year
),

known AS (
    SELECT min(year) AS first_year, max(year) AS last_year
    FROM rates WHERE coalesce(women, men, everybody) IS NOT NULL
)

SELECT
    rates.year::BIGINT AS year,
    round(women, 1)::DOUBLE AS women, round(men, 1)::DOUBLE AS men, round(everybody, 1)::DOUBLE AS "both",
    is_break, unreliable
FROM rates, known
WHERE rates.year BETWEEN first_year AND last_year
ORDER BY rates.year
