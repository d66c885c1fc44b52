-- How many asylum claims were decided at first instance, and what part of them gave protection? UNHCR, Global Trends 2025.
-- One row: a year. No parameters.
-- Columns: year; decided (decisions on the substance at first instance (FI), in persons: recognized, other and rejected),
-- recognized (as refugees), other (complementary protection), rejected, closed (otherwise closed, not in the rates);
-- recognition (recognized, percent of decided), protection (recognized and other, percent of decided);
-- cases_decided (the same in cases, of countries that count so; NULL where there is none), elsewhere (decisions on the
-- substance at other levels or bodies, in persons).
WITH counted AS (
    SELECT
        year, dec_level = 'FI' AS first_instance, dec_pc = 'P' AS in_persons,
        sum(recognized) AS recognized, sum(other) AS other, sum(rejected) AS rejected, sum(closed) AS closed
    FROM unhcr.asylum_decisions
    GROUP BY ALL
),
apart AS (
    SELECT
        year,
        sum(recognized + other + rejected) FILTER (WHERE first_instance AND NOT in_persons) AS cases_decided,
        sum(recognized + other + rejected) FILTER (WHERE NOT first_instance AND in_persons) AS elsewhere
    FROM counted
    GROUP BY year
)
SELECT
    year::BIGINT AS year,
    (recognized + other + rejected)::BIGINT AS decided,
    recognized::BIGINT AS recognized, other::BIGINT AS other, rejected::BIGINT AS rejected, closed::BIGINT AS closed,
    (100.0 * recognized / (recognized + other + rejected))::DOUBLE AS recognition,
    (100.0 * (recognized + other) / (recognized + other + rejected))::DOUBLE AS protection,
    cases_decided::BIGINT AS cases_decided, elsewhere::BIGINT AS elsewhere
FROM counted
JOIN apart USING (year)
WHERE first_instance AND in_persons
ORDER BY year
