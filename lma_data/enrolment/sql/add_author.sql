-- Who made a batch, sealed. Parameters: $batch, $sealed.
INSERT INTO identities.author (batch, sealed) VALUES ($batch, $sealed)
