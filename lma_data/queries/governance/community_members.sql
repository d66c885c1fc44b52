-- Who are the members of a community, and which part of their emigrants and immigrants stays inside it? UN DESA,
-- International Migrant Stock, Revision 2024, destination by origin.
-- One row: a country that is or was a member, by its membership in $year or else its latest; figures only for those who
-- were members in $year (from the year of joining to that before leaving). Parameters: $community (key), $year.
-- Columns: area (ISO3), joined, left (years; left is NULL for members today), member (in $year), note_en, note_fr,
-- emigrants, immigrants (persons, all), emigrants_inside (of the emigrants, those in other members), immigrants_inside
-- (of the immigrants, those from other members), emigrants_share, immigrants_share (percent).
WITH latest AS (
    SELECT area, joined, "left", note_en, note_fr, joined <= $year AND ("left" IS NULL OR "left" > $year) AS member
    FROM geography.communities
    WHERE community = $community
    QUALIFY row_number() OVER (PARTITION BY area ORDER BY member DESC, joined DESC) = 1
),
inside AS (
    SELECT origin, destination, female + male AS migrants
    FROM undesa.migrant_stock_2024_bilateral
    WHERE year = $year
      AND origin IN (SELECT area FROM latest WHERE member)
      AND destination IN (SELECT area FROM latest WHERE member)
),
gone AS (
    SELECT origin AS area, sum(migrants)::BIGINT AS emigrants_inside FROM inside GROUP BY origin
),
come AS (
    SELECT destination AS area, sum(migrants)::BIGINT AS immigrants_inside FROM inside GROUP BY destination
)
SELECT
    latest.area,
    joined,
    "left",
    member,
    note_en,
    note_fr,
    CASE WHEN member THEN leaving.migrants END::BIGINT AS emigrants,
    emigrants_inside,
    100 * emigrants_inside / leaving.migrants AS emigrants_share,
    CASE WHEN member THEN living.migrants END::BIGINT AS immigrants,
    immigrants_inside,
    100 * immigrants_inside / living.migrants AS immigrants_share
FROM latest
LEFT JOIN gone USING (area)
LEFT JOIN come USING (area)
LEFT JOIN undesa.migrant_stock_2024_origin AS leaving
    ON leaving.origin = latest.area AND leaving.year = $year AND leaving.sex = 'both'
LEFT JOIN undesa.migrant_stock_2024 AS living
    ON living.area = latest.area AND living.year = $year AND living.sex = 'both'
ORDER BY member DESC, latest.area
