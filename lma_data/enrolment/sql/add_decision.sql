-- A decision on who is who. Parameters: $batch, $cohort, $kind, $a, $b.
INSERT INTO analysis.decision (batch, cohort, kind, a, b) VALUES ($batch, $cohort, $kind, $a, $b)
