-- Batches of a cohort, the latest first. Columns: id, kind, created, sealed author. Parameter: $cohort.
SELECT b.id, b.kind, b.created, a.sealed FROM analysis.batch b LEFT JOIN identities.author a ON a.batch = b.id WHERE b.cohort = $cohort ORDER BY b.id DESC
