-- Which countries belong to which group? M49 regions, least developed, landlocked and small island countries, the World
-- Bank's income groups of the newest fiscal year, and regional economic communities by their present members.
-- One row: a group and a country in it. No parameters.
-- Columns: place (key of geography/areas; of a community: community- and its key), area (ISO3).
WITH newest AS (
    SELECT area, income_group
    FROM geography.income_groups
    WHERE fiscal_year = (SELECT max(fiscal_year) FROM geography.income_groups)
),
members AS (
    SELECT unnest([region, subregion, intermediate, sdg_region]) AS place, area FROM geography.areas
    UNION ALL SELECT '199', area FROM geography.areas WHERE ldc
    UNION ALL SELECT '432', area FROM geography.areas WHERE lldc
    UNION ALL SELECT '722', area FROM geography.areas WHERE sids
    UNION ALL SELECT income_group, area FROM newest
    UNION ALL SELECT 'LMY', area FROM newest WHERE income_group <> 'HIC'
    UNION ALL SELECT 'community-' || lower(community), area FROM geography.communities WHERE "left" IS NULL
)
SELECT DISTINCT place, area
FROM members
WHERE place IS NOT NULL
ORDER BY place, area
