-- Parameters: $source, $row.
DELETE FROM identities.set_aside WHERE source = $source AND row = $row
