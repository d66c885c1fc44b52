-- Readings that count, by what they say, mended or not. Columns: said, source. Parameter: $cohort.
SELECT DISTINCT unnest([s.said, s.unmended]), s.id FROM analysis.source s
WHERE s.cohort = $cohort AND NOT EXISTS (
    SELECT 1 FROM analysis.source later
    WHERE later.cohort = s.cohort AND later.place = s.place
        AND (later.batch > s.batch OR (later.batch = s.batch AND later.position > s.position))
)
