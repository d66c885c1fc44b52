-- Rows that were set aside in a cohort, sealed. Parameter: $cohort.
SELECT a.source, a.row, a.sealed FROM identities.set_aside a JOIN analysis.source s ON s.id = a.source WHERE s.cohort = $cohort
