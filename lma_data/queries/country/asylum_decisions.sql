-- How are asylum claims decided in one country, or those of people from it? UNHCR, Global Trends 2025.
-- One row: a year, level of decision and unit of count with a decision. Parameters: $area, $side (asylum: in the country;
-- origin: of people from it).
-- Columns: year, level (FI first instance, FA first instance and appeal…), unit (P persons, C cases); recognized, other
-- (complementary protection), rejected, closed (in that unit), decided (recognized, other and rejected); recognition (recognized,
-- % of decided, NULL without any), protection (recognized and other, % of decided); first (whether the row stands for the first
-- decisions of its year: of people from a country first instance in persons; in a country the level with most decisions, where a
-- person counts as much as three cases, without appeals, reviews, repeat claims, backlogs and procedures beside asylum).
WITH counted AS (
    SELECT
        year, dec_level AS level, dec_pc AS unit,
        sum(recognized) AS recognized, sum(other) AS other, sum(rejected) AS rejected, sum(closed) AS closed,
        sum(recognized + other + rejected) AS decided
    FROM unhcr.asylum_decisions
    WHERE CASE $side WHEN 'origin' THEN origin ELSE asylum END = $area
    GROUP BY ALL
    HAVING sum(recognized + other + rejected + closed) > 0
),
ranked AS (
    SELECT
        *,
        CASE $side WHEN 'origin' THEN level = 'FI' AND unit = 'P' ELSE level IN ('FI', 'FA', 'NA', 'IN', 'EO') END AS possible,
        row_number() OVER (PARTITION BY year, possible ORDER BY decided * CASE unit WHEN 'P' THEN 3 ELSE 1 END DESC, level) AS place
    FROM counted
)
SELECT
    year::BIGINT AS year, level, unit,
    recognized::BIGINT AS recognized, other::BIGINT AS other, rejected::BIGINT AS rejected, closed::BIGINT AS closed,
    decided::BIGINT AS decided,
    (100.0 * recognized / nullif(decided, 0))::DOUBLE AS recognition,
    (100.0 * (recognized + other) / nullif(decided, 0))::DOUBLE AS protection,
    possible AND place = 1 AND decided > 0 AS first
FROM ranked
ORDER BY year, first DESC, decided DESC, level, unit
