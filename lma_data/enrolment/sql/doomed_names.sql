-- Names of whom is to be erased, sealed, with the token that each is sealed for.
SELECT DISTINCT l.token, n.sealed
FROM identities.name n
JOIN doomed_line d ON d.source = n.source AND d.row = n.row
JOIN analysis.line l ON l.source = n.source AND l.row = n.row
