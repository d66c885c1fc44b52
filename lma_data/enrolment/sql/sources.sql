-- Sources of a cohort in order, with sealed names. Parameter: $cohort.
SELECT s.id, s.batch, s.report, s.system, s.language, s.version, s.authority, s.as_of, s.rows, s.created, s.updated, s.unchanged, s.set_aside, s.sha256, n.sealed FROM analysis.source s JOIN identities.source n ON n.source = s.id WHERE s.cohort = $cohort ORDER BY s.batch, s.position, s.id
