-- How many different slots do each person's choices fall in?
-- One row: a person who wants two electives or more of known slots. Parameters: $who (everybody, applied, selected,
-- confirmed, taking-part), $keys and $electives (lists of one length: a name as exports have it, and the elective that it
-- is), $slots (for each of them its slot; '' where it is not known).
-- Columns: person, choices (electives that they want), slots (different ones), slot (of one of them).
WITH named AS (
    SELECT
        unnest($keys::VARCHAR[]) AS name,
        unnest($electives::VARCHAR[]) AS elective,
        unnest($slots::VARCHAR[]) AS slot
),

wanted AS (
    SELECT DISTINCT choice.person, named.elective, named.slot
    FROM choice
    INNER JOIN person ON choice.person = person.person
    INNER JOIN named ON choice.elective = named.name
    WHERE CASE $who
        WHEN 'everybody' THEN TRUE
        WHEN 'applied' THEN person.applied
        WHEN 'selected' THEN person.selected
        WHEN 'confirmed' THEN person.confirmed
        WHEN 'taking-part' THEN person.taking_part
    END
)

SELECT
    person,
    count(*)::INTEGER AS choices,
    count(DISTINCT slot)::INTEGER AS slots,
    min(slot) AS slot
FROM wanted
GROUP BY person
HAVING count(*) > 1 AND bool_and(slot <> '')
ORDER BY person
