-- Rows that were set aside, sealed, of readings that count.
SELECT a.source, a.row, a.sealed FROM identities.set_aside a JOIN speaking s ON s.source = a.source ORDER BY a.source, a.row
