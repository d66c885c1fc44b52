-- Values that say who somebody is, of whom is to be erased, sealed, with the token and field that each is sealed for.
SELECT DISTINCT l.token, t.field, f.sealed
FROM identities.fact f
JOIN doomed_line d ON d.source = f.source AND d.row = f.row
JOIN analysis.line l ON l.source = f.source AND l.row = f.row
JOIN analysis.thing t ON t.id = f.thing
