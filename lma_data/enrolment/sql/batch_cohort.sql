-- The cohort of a batch. Parameter: $batch.
SELECT cohort FROM analysis.batch WHERE id = $batch
