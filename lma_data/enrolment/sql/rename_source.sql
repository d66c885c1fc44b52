-- Parameters: $source, $sealed.
UPDATE identities.source SET sealed = $sealed WHERE source = $source
