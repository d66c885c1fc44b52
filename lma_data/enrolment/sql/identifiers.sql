-- Identifiers of a cohort that count, sealed. Columns: token, kind, sealed. Parameter: $cohort.
SELECT w.token, i.kind, min(i.sealed) FROM who w
JOIN (
    SELECT token, kind, sealed FROM identities.identifier WHERE cohort = $cohort
    UNION ALL SELECT token, kind, sealed FROM incoming_identifier
) i ON i.token = w.token
GROUP BY w.token, i.kind
