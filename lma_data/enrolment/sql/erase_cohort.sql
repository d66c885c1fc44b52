-- What is left of a cohort once its batches are undone. Parameter: $cohort.
DELETE FROM identities.identifier WHERE cohort = $cohort;
DELETE FROM analysis.decision WHERE cohort = $cohort;
DELETE FROM identities.setting WHERE cohort = $cohort;
DELETE FROM analysis.cohort WHERE id = $cohort
