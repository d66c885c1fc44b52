-- Names of all cohorts by token, sealed, one row of each.
SELECT s.cohort, l.token, min(n.sealed), n.digest
FROM identities.name n
JOIN analysis.source s ON s.id = n.source
JOIN analysis.line l ON l.source = n.source AND l.row = n.row
GROUP BY s.cohort, l.token, n.digest
