-- To which regional economic communities does one country belong, or has it belonged?
-- One row: a period of membership; those that last first. Parameters: $area.
-- Columns: community (key), name_en, name_fr, acronym_en, acronym_fr, joined (year), left (year, NULL where it lasts), note_en,
-- note_fr (NULL where there is none).
SELECT
    community, name_en, name_fr, acronym_en, acronym_fr, joined::BIGINT AS joined, "left"::BIGINT AS "left", note_en, note_fr
FROM geography.communities
WHERE area = $area
ORDER BY "left" IS NOT NULL, joined, community
