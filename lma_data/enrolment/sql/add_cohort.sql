-- A new cohort. Parameters: $id, $course, $invented, $keep_until, $created.
INSERT INTO analysis.cohort (id, course, invented, keep_until, created) VALUES ($id, $course, $invented, $keep_until, $created)
