SELECT source, sealed FROM identities.source
