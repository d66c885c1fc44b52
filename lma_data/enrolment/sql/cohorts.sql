-- All cohorts, the latest first. Columns: id, course, invented, keep_until, created.
SELECT id, course, invented, keep_until, created FROM analysis.cohort ORDER BY created DESC, id
