-- At which sessions were those who were there least?
-- One row: a person and a session at which that person is on the list, of the $most people who were there least. Parameters:
-- $who (everybody, applied, selected, confirmed, taking-part), $most (people).
-- Columns: person (id), session (by the clock of the course's place), state (present, late, excused, absent, not-taken).
WITH listed AS (
    SELECT person, session, state
    FROM attendance
    JOIN person USING (person)
    WHERE CASE $who
        WHEN 'everybody' THEN TRUE
        WHEN 'applied' THEN applied
        WHEN 'selected' THEN selected
        WHEN 'confirmed' THEN confirmed
        WHEN 'taking-part' THEN taking_part
    END
),
least AS (
    SELECT person -- in the order of attendance_by_person
    FROM listed
    GROUP BY ALL
    ORDER BY
        100 * count(*) FILTER (WHERE state IN ('present', 'late'))
        / nullif(count(*) FILTER (WHERE state <> 'not-taken'), 0) NULLS LAST,
        person
    LIMIT $most
)
SELECT person, session, state
FROM listed
JOIN least USING (person)
ORDER BY person, session
