-- When sources were exported, in UTC. Columns: source, as_of. Parameter: $cohort.
SELECT id, as_of FROM analysis.source WHERE cohort = $cohort
