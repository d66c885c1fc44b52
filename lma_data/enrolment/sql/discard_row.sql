-- Discards a row that was set aside; the file, dropped again, is compared anew. Parameters: $source, $row.
DELETE FROM identities.set_aside WHERE source = $source AND row = $row;
UPDATE analysis.source SET said = '', unmended = '' WHERE id = $source
