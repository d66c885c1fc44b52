-- Which two electives of one slot do the same people want?
-- One row: two electives of one slot that somebody wants both. Parameters: $who (everybody, applied, selected, confirmed,
-- taking-part), $keys and $electives (lists of one length: a name as exports have it, and the elective that it is),
-- $slots (for each of them its slot; '' where it is not known: it clashes with nothing).
-- Columns: elective, other (ids), slot, people (persons), favourites (persons of whom one of the two is the first choice).
WITH named AS (
    SELECT
        unnest($keys::VARCHAR[]) AS name,
        unnest($electives::VARCHAR[]) AS elective,
        unnest($slots::VARCHAR[]) AS slot
),

wanted AS (
    SELECT choice.person, named.elective, named.slot, min(choice.rank) AS rank
    FROM choice
    INNER JOIN person ON choice.person = person.person
    INNER JOIN named ON choice.elective = named.name
    WHERE
        named.slot <> ''
        AND CASE $who
            WHEN 'everybody' THEN TRUE
            WHEN 'applied' THEN person.applied
            WHEN 'selected' THEN person.selected
            WHEN 'confirmed' THEN person.confirmed
            WHEN 'taking-part' THEN person.taking_part
        END
    GROUP BY ALL
)

SELECT
    one.elective,
    two.elective AS other,
    one.slot,
    count(*)::INTEGER AS people,
    count(*) FILTER (WHERE least(one.rank, two.rank) = 1)::INTEGER AS favourites
FROM wanted AS one
INNER JOIN wanted AS two ON one.person = two.person AND one.slot = two.slot AND one.elective < two.elective
GROUP BY ALL
ORDER BY people DESC, favourites DESC, one.elective, other
