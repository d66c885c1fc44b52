-- People of a cohort, by the rows that speak of them.
SELECT DISTINCT person FROM subject ORDER BY person
