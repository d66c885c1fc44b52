-- At how many sessions was each person?
-- One row: a person on a list of attendance; who was there least comes first, and who was never noted last. Parameters: $who
-- (everybody, applied, selected, confirmed, taking-part).
-- Columns: person (id), present, late, excused, absent, not_taken (sessions; not_taken: nobody noted whether they were there).
SELECT
    person,
    count(*) FILTER (WHERE state = 'present') AS present,
    count(*) FILTER (WHERE state = 'late') AS late,
    count(*) FILTER (WHERE state = 'excused') AS excused,
    count(*) FILTER (WHERE state = 'absent') AS absent,
    count(*) FILTER (WHERE state = 'not-taken') AS not_taken
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
ORDER BY (present + late) / nullif(present + late + excused + absent, 0) NULLS LAST, person
