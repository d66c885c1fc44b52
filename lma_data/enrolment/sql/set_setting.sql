-- A setting; a later one of the same name replaces it, an empty one takes it away. Parameters: $cohort, $setting, $sealed.
DELETE FROM identities.setting WHERE cohort = $cohort AND name = $setting;
INSERT INTO identities.setting (cohort, name, sealed) SELECT $cohort, $setting, $sealed WHERE $sealed <> ''
