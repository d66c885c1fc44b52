-- What part of asylum claims decided at first instance gave protection, by country of asylum or by origin? UNHCR, Global
-- Trends 2025.
-- One row: a country or territory of asylum (or of origin; there unknown UNK, stateless XXA and Tibetans TIB as well), a level
-- of decision and a unit of count. Parameters: $year, $side (asylum or origin).
-- Columns: area; level (UNHCR's code: FI first instance), unit (P persons, C cases); decided (decisions on the substance:
-- recognized, other and rejected), recognized (as refugees), other (complementary protection), rejected, closed (otherwise
-- closed, not in the rates), all in that unit; recognition (recognized, percent of decided), protection (recognized and
-- other, percent of decided), NULL where nothing was decided; country (false for keys that are no country or territory).
WITH counted AS (
    SELECT
        CASE WHEN $side = 'origin' THEN origin ELSE asylum END AS area,
        dec_level AS level,
        dec_pc AS unit,
        sum(recognized + other + rejected)::BIGINT AS decided,
        sum(recognized)::BIGINT AS recognized,
        sum(other)::BIGINT AS other,
        sum(rejected)::BIGINT AS rejected,
        sum(closed)::BIGINT AS closed
    FROM unhcr.asylum_decisions
    WHERE year = $year
    GROUP BY ALL
)
SELECT
    counted.area, level, unit, decided, recognized, other, rejected, closed,
    (100.0 * recognized / nullif(decided, 0))::DOUBLE AS recognition,
    (100.0 * (recognized + other) / nullif(decided, 0))::DOUBLE AS protection,
    coalesce(place.kind = 'country', false) AS country
FROM counted
LEFT JOIN geography.areas AS place ON place.area = counted.area
ORDER BY decided DESC, counted.area, level, unit
