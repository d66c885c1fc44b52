SELECT batch, sealed FROM identities.author
