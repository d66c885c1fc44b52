-- Names of files by source, sealed. Columns: source, sealed. Parameter: $cohort.
SELECT n.source, n.sealed FROM identities.source n JOIN analysis.source s ON s.id = n.source WHERE s.cohort = $cohort
UNION ALL SELECT source, sealed FROM incoming_source_name
