-- Discards all rows of a cohort that were set aside. Parameter: $cohort.
DELETE FROM identities.set_aside WHERE source IN (SELECT id FROM analysis.source WHERE cohort = $cohort)
