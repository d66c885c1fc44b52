-- Forgets identifiers that no row has any more, and things of which no fact speaks: a group can be called after its only member.
DELETE FROM identities.identifier
WHERE token NOT IN (SELECT token FROM analysis.line UNION SELECT token FROM analysis.link);
DELETE FROM analysis.thing
WHERE id NOT IN (SELECT thing FROM analysis.fact UNION SELECT thing FROM identities.fact)
