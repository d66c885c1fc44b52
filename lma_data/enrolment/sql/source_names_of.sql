-- Names of files of a cohort, sealed. Parameter: $cohort.
SELECT n.source, n.sealed FROM identities.source n JOIN analysis.source s ON s.id = n.source WHERE s.cohort = $cohort
