-- Decisions on who is who, the earliest first. Columns: kind, a, b. Parameter: $cohort.
SELECT kind, a, b FROM analysis.decision WHERE cohort = $cohort ORDER BY batch
