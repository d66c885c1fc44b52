-- What are the regional economic communities called?
-- One row: a community. No parameters.
-- Columns: place (community- and its key), name_en, name_fr, acronym_en, acronym_fr.
SELECT DISTINCT 'community-' || lower(community) AS place, name_en, name_fr, acronym_en, acronym_fr
FROM geography.communities
ORDER BY place
