-- Which part of the emigrants and of the immigrants of a regional economic community stays inside it? UN DESA,
-- International Migrant Stock, Revision 2024, destination by origin; summed over pairs of members.
-- One row: a community and year in which it has members. Parameters: $today (true: those who are members today, in all
-- years; false: in each year those who were members in it: from the year of joining to that before leaving).
-- Columns: community, year, members (countries), inside (persons from a member who live in another member), emigrants
-- (persons from members, wherever they live), immigrants (persons who live in members, wherever from), unspecified
-- (those of the immigrants whose origin is not given), emigrants_share, immigrants_share (inside as percent of each;
-- NULL where nobody can be inside, with one member), unspecified_share (percent of the immigrants).
WITH years AS (
    SELECT DISTINCT year FROM undesa.migrant_stock_2024
),
members AS (
    SELECT DISTINCT community, year, area
    FROM geography.communities
    CROSS JOIN years
    WHERE CASE WHEN $today THEN "left" IS NULL ELSE joined <= year AND ("left" IS NULL OR "left" > year) END
),
pairs AS (
    SELECT here.community, here.year, sum(stock.female + stock.male)::BIGINT AS inside
    FROM undesa.migrant_stock_2024_bilateral AS stock
    JOIN members AS here ON here.area = stock.destination AND here.year = stock.year
    JOIN members AS there ON there.area = stock.origin AND there.year = here.year AND there.community = here.community
    GROUP BY here.community, here.year
),
unspecified AS (
    SELECT here.community, here.year, sum(stock.female + stock.male)::BIGINT AS unspecified
    FROM undesa.migrant_stock_2024_bilateral AS stock
    JOIN members AS here ON here.area = stock.destination AND here.year = stock.year
    WHERE stock.origin = 'OTH'
    GROUP BY here.community, here.year
),
totals AS (
    SELECT
        members.community,
        members.year,
        count(*) AS members,
        sum(leaving.migrants)::BIGINT AS emigrants,
        sum(living.migrants)::BIGINT AS immigrants
    FROM members
    LEFT JOIN undesa.migrant_stock_2024_origin AS leaving
        ON leaving.origin = members.area AND leaving.year = members.year AND leaving.sex = 'both'
    LEFT JOIN undesa.migrant_stock_2024 AS living
        ON living.area = members.area AND living.year = members.year AND living.sex = 'both'
    GROUP BY members.community, members.year
)
SELECT
    community,
    year,
    members,
    inside,
    emigrants,
    immigrants,
    unspecified,
    100 * inside / emigrants AS emigrants_share,
    100 * inside / immigrants AS immigrants_share,
    100 * unspecified / immigrants AS unspecified_share
FROM totals
LEFT JOIN pairs USING (community, year)
LEFT JOIN unspecified USING (community, year)
ORDER BY community, year
