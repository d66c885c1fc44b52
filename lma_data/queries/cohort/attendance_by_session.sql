-- How many were there at each session?
-- One row: a session. Parameters: $who (everybody, applied, selected, confirmed, taking-part).
-- Columns: session (by the clock of the course's place), present, late, excused, absent, not_taken (persons; not_taken: of
-- whom nobody noted whether they were there),
-- noted (the first four), share (present and late in % of noted; NULL where it is 0).
SELECT
    session,
    count(*) FILTER (WHERE state = 'present') AS present,
    count(*) FILTER (WHERE state = 'late') AS late,
    count(*) FILTER (WHERE state = 'excused') AS excused,
    count(*) FILTER (WHERE state = 'absent') AS absent,
    count(*) FILTER (WHERE state = 'not-taken') AS not_taken,
    present + late + excused + absent AS noted,
    100 * (present + late) / nullif(noted, 0) AS share
FROM attendance
JOIN person USING (person)
WHERE CASE $who
    WHEN 'everybody' THEN TRUE
    WHEN 'applied' THEN applied
    WHEN 'selected' THEN selected
    WHEN 'confirmed' THEN confirmed
    WHEN 'taking-part' THEN taking_part
END
GROUP BY ALL
ORDER BY session
