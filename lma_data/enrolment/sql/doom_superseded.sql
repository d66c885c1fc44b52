-- Rows of readings that were replaced by later ones have the person too. Parameter: $cohort.
INSERT INTO doomed_line
SELECT l.source, l.row FROM analysis.line l
JOIN analysis.source s ON s.id = l.source
WHERE s.cohort = $cohort AND l.token IN (SELECT token FROM doomed)
    AND EXISTS (
        SELECT 1 FROM analysis.source later
        WHERE later.cohort = s.cohort AND later.place = s.place
            AND (later.batch > s.batch OR (later.batch = s.batch AND later.position > s.position))
    )
