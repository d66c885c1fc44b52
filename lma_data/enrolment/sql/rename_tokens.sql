-- Tokens under a new key: renamed has old -> new. Names and values that say who somebody is are put back anew.
DELETE FROM identities.name;
DELETE FROM identities.fact;
UPDATE analysis.line SET token = (SELECT new FROM renamed WHERE old = token) WHERE token IN (SELECT old FROM renamed);
UPDATE analysis.link SET token = (SELECT new FROM renamed WHERE old = token) WHERE token IN (SELECT old FROM renamed);
UPDATE analysis.decision SET a = (SELECT new FROM renamed WHERE old = a) WHERE a IN (SELECT old FROM renamed);
UPDATE analysis.decision SET b = (SELECT new FROM renamed WHERE old = b) WHERE b IN (SELECT old FROM renamed);
DROP TABLE renamed
