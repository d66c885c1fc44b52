SELECT cohort, name, sealed FROM identities.setting
