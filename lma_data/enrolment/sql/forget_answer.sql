-- Forgets an answer that was remembered. Parameter: $digest.
DELETE FROM identities.answer WHERE digest = $digest
