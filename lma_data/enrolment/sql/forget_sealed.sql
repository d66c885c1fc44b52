-- Before all of it is sealed anew.
DELETE FROM identities.source;
DELETE FROM identities.set_aside;
DELETE FROM identities.author;
DELETE FROM identities.answer;
DELETE FROM identities.setting
