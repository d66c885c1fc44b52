-- Change what is kept of a cohort. Parameters: $id, $keep_until.
UPDATE analysis.cohort SET keep_until = $keep_until WHERE id = $id
