-- Identifiers of all cohorts, sealed.
SELECT cohort, token, kind, sealed FROM identities.identifier
