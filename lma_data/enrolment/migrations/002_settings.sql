-- What a manager has set for a cohort: targets, the offer of electives, teams. It can name people by their ids, so it is sealed.
CREATE TABLE identities.setting (cohort TEXT NOT NULL, name TEXT NOT NULL, sealed TEXT NOT NULL);
