-- What are the regional economic communities called?
-- One row: a community. No parameters. Columns: community (key), name_en, name_fr, acronym_en, acronym_fr.
SELECT DISTINCT community, name_en, name_fr, acronym_en, acronym_fr
FROM geography.communities
ORDER BY community
