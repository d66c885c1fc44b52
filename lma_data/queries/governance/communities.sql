-- The regional economic communities. Geography, members of regional economic communities.
-- One row: a community. Columns: community (key), name_en, name_fr, acronym_en, acronym_fr, founded (first year of
-- membership), source (where it lists its members), address.
SELECT
    community,
    any_value(name_en) AS name_en,
    any_value(name_fr) AS name_fr,
    any_value(acronym_en) AS acronym_en,
    any_value(acronym_fr) AS acronym_fr,
    min(joined) AS founded,
    any_value(source) AS source,
    any_value(address) AS address
FROM geography.communities
GROUP BY community
ORDER BY community
