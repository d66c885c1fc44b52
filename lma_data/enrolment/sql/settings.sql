-- What a manager has set for a cohort, sealed. Parameter: $cohort.
SELECT name, sealed FROM identities.setting WHERE cohort = $cohort ORDER BY name
