-- A file that came again with new ones. Parameters: $batch, $source, $position.
INSERT INTO analysis.again (batch, source, position) VALUES ($batch, $source, $position)
