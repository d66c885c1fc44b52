-- Erases all rows of the tokens in `doomed`, and of the single rows in `doomed_line` (one of two people of one address). What was
-- read no longer is in the store as it was: the same file again is compared anew. Parameter: $cohort.
UPDATE analysis.source SET said = '', unmended = '' WHERE id IN (SELECT source FROM doomed_line);
DELETE FROM identities.name
WHERE EXISTS (SELECT 1 FROM doomed_line d WHERE d.source = identities.name.source AND d.row = identities.name.row);
DELETE FROM identities.fact
WHERE EXISTS (SELECT 1 FROM doomed_line d WHERE d.source = identities.fact.source AND d.row = identities.fact.row);
DELETE FROM analysis.fact
WHERE EXISTS (SELECT 1 FROM doomed_line d WHERE d.source = analysis.fact.source AND d.row = analysis.fact.row);
DELETE FROM analysis.link
WHERE EXISTS (SELECT 1 FROM doomed_line d WHERE d.source = analysis.link.source AND d.row = analysis.link.row);
DELETE FROM analysis.line
WHERE EXISTS (SELECT 1 FROM doomed_line d WHERE d.source = analysis.line.source AND d.row = analysis.line.row);
DELETE FROM analysis.decision WHERE cohort = $cohort AND (a IN (SELECT token FROM doomed) OR b IN (SELECT token FROM doomed))
;
DROP TABLE doomed;
DROP TABLE doomed_line
