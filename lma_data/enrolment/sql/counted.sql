-- How the rows of an incoming source fared. Parameters: $id, $created, $updated, $unchanged.
UPDATE incoming_source SET created = $created, updated = $updated, unchanged = $unchanged WHERE id = $id
