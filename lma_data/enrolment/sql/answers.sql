-- Answers that are remembered, sealed, by the digest of their question.
SELECT digest, sealed FROM identities.answer
