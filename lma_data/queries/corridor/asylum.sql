-- How many people from one country apply for asylum in another, and how are their claims decided? UNHCR, Global Trends 2025.
-- One row: a year, a level of decision (NULL: applications, which are lodged) and a unit of count.
-- Parameters: $origin, $destination (ISO3).
-- Columns: year, level (FI first instance, …), unit (P persons, C cases: never added), applied (new applications: type N, and
-- those that a country gives together with repeat applications or appeals: NR, NA, FA), recognized (as refugees), other
-- (complementary protection), rejected, closed (otherwise closed, not in the rates); decided (recognized, other and
-- rejected), recognition (recognized, % of decided), protection (recognized and other, % of decided).
WITH applications AS (
    SELECT year, app_pc AS unit, sum(applied) AS applied
    FROM unhcr.asylum_applications
    WHERE origin = $origin AND asylum = $destination AND app_type IN ('N', 'NR', 'NA', 'FA')
        AND year > (SELECT max(year) FROM unhcr.asylum_applications WHERE app_type = 'V')
    GROUP BY ALL
),
decisions AS (
    SELECT
        year, dec_level AS level, dec_pc AS unit,
        sum(recognized) AS recognized, sum(other) AS other, sum(rejected) AS rejected, sum(closed) AS closed
    FROM unhcr.asylum_decisions
    WHERE origin = $origin AND asylum = $destination
    GROUP BY ALL
)
SELECT
    year::BIGINT AS year, NULL AS level, unit, applied::BIGINT AS applied,
    NULL::BIGINT AS recognized, NULL::BIGINT AS other, NULL::BIGINT AS rejected, NULL::BIGINT AS closed,
    NULL::BIGINT AS decided, NULL::DOUBLE AS recognition, NULL::DOUBLE AS protection
FROM applications
UNION ALL
SELECT
    year::BIGINT AS year, level, unit, NULL::BIGINT AS applied,
    recognized::BIGINT AS recognized, other::BIGINT AS other, rejected::BIGINT AS rejected, closed::BIGINT AS closed,
    (recognized + other + rejected)::BIGINT AS decided,
    (100.0 * recognized / nullif(recognized + other + rejected, 0))::DOUBLE AS recognition,
    (100.0 * (recognized + other) / nullif(recognized + other + rejected, 0))::DOUBLE AS protection
FROM decisions
WHERE recognized + other + rejected + closed > 0
ORDER BY year, level NULLS FIRST, unit
