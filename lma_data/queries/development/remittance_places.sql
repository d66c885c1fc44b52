-- From where and to where can money be followed? The countries that the matrix of remittances or a survey of prices has,
-- and the groups that they belong to today: UN regions, least developed, landlocked and small island countries, the World
-- Bank's income groups of the newest fiscal year, and regional economic communities by their present members.
-- One row: a place and a country that belongs to it (of a country: itself). No parameters.
-- Columns: place (key of geography/areas; of a community: community- and its key), area (ISO3).
WITH pairs AS (
    SELECT sender, receiver FROM worldbank.bilateral_remittances_2021
    UNION SELECT sender, receiver FROM unsd.sdg_10_c_1_corridors
    UNION SELECT sender, receiver FROM worldbank.prices_corridor_2025q3
),
countries AS (
    SELECT sender AS area FROM pairs UNION SELECT receiver FROM pairs
),
described AS (
    SELECT place.* FROM geography.areas AS place JOIN countries USING (area)
),
places AS (
    SELECT area AS place, area FROM countries
    UNION ALL SELECT region, area FROM described
    UNION ALL SELECT subregion, area FROM described
    UNION ALL SELECT intermediate, area FROM described
    UNION ALL SELECT sdg_region, area FROM described
    UNION ALL SELECT '199', area FROM described WHERE ldc
    UNION ALL SELECT '432', area FROM described WHERE lldc
    UNION ALL SELECT '722', area FROM described WHERE sids
    UNION ALL
    SELECT income_group, area
    FROM geography.income_groups JOIN countries USING (area)
    WHERE fiscal_year = (SELECT max(fiscal_year) FROM geography.income_groups)
    UNION ALL
    SELECT 'LMY', area
    FROM geography.income_groups JOIN countries USING (area)
    WHERE fiscal_year = (SELECT max(fiscal_year) FROM geography.income_groups) AND income_group <> 'HIC'
    UNION ALL
    SELECT 'community-' || lower(community), area
    FROM geography.communities JOIN countries USING (area)
    WHERE "left" IS NULL
)
SELECT DISTINCT place, area
FROM places
WHERE place IS NOT NULL
ORDER BY place, area
