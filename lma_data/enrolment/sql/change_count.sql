SELECT count(*) FROM change
