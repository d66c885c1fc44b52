-- A new batch. Parameters: $id, $cohort, $kind, $created.
INSERT INTO analysis.batch (id, cohort, kind, created) VALUES ($id, $cohort, $kind, $created)
