-- An answer; a later one to the same question replaces it. Parameters: $digest, $sealed.
DELETE FROM identities.answer WHERE digest = $digest;
INSERT INTO identities.answer (digest, sealed) VALUES ($digest, $sealed)
