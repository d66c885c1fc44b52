-- Values that say who somebody is, sealed, with the token that each is sealed for.
SELECT s.cohort, l.token, f.source, f.row, f.thing, t.field, f.sealed
FROM identities.fact f
JOIN analysis.thing t ON t.id = f.thing
JOIN analysis.source s ON s.id = f.source
JOIN analysis.line l ON l.source = f.source AND l.row = f.row
