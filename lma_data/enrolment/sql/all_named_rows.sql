-- Names of all rows, sealed, with the token that each is sealed for.
SELECT s.cohort, l.token, n.source, n.row, n.sealed
FROM identities.name n
JOIN analysis.source s ON s.id = n.source
JOIN analysis.line l ON l.source = n.source AND l.row = n.row
