-- Forgets identifiers that no row has any more.
DELETE FROM identities.identifier
WHERE token NOT IN (SELECT token FROM analysis.line UNION SELECT token FROM analysis.link)
