-- How many people want each elective?
-- One row: an elective on offer that somebody chose, or a choice that is none of them. Parameters: $who (everybody, applied,
-- selected, confirmed, taking-part), $keys and $electives (lists of one length: a name as exports have it, and the elective
-- that it is). Who chose an elective by two names is counted once.
-- Columns: elective (id; the name itself where it is not on offer), on_offer, chosen (persons), first (persons whose first
-- choice it is), unordered (persons whose export has no order).
WITH named AS (
    SELECT unnest($keys::VARCHAR[]) AS name, unnest($electives::VARCHAR[]) AS elective
),

wanted AS (
    SELECT
        choice.person,
        coalesce(named.elective, choice.elective) AS elective,
        named.elective IS NOT NULL AS on_offer,
        min(choice.rank) AS rank
    FROM choice
    INNER JOIN person ON choice.person = person.person
    LEFT JOIN named ON choice.elective = named.name
    WHERE CASE $who
        WHEN 'everybody' THEN TRUE
        WHEN 'applied' THEN person.applied
        WHEN 'selected' THEN person.selected
        WHEN 'confirmed' THEN person.confirmed
        WHEN 'taking-part' THEN person.taking_part
    END
    GROUP BY ALL
)

SELECT
    elective,
    on_offer,
    count(*)::INTEGER AS chosen,
    count(*) FILTER (WHERE rank = 1)::INTEGER AS first,
    count(*) FILTER (WHERE rank IS NULL)::INTEGER AS unordered
FROM wanted
GROUP BY ALL
ORDER BY on_offer DESC, chosen DESC, first DESC, elective
