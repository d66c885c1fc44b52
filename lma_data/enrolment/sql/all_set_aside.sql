SELECT source, row, sealed FROM identities.set_aside
