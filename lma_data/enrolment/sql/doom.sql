-- What is to be erased.
CREATE TEMP TABLE doomed (token TEXT);
CREATE TEMP TABLE doomed_line (source BIGINT, row BIGINT)
