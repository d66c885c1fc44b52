-- Who is on the waiting list, in the order of the applications?
-- One row: a person. Columns: person (id), place (1 is the first to apply, those of one day have the same; NULL without a
-- day), applied_on (date), in_time, gender, country, region, audience, language, funding (codes), experience (years), letter.
SELECT
    person,
    CASE WHEN applied_on IS NOT NULL THEN rank() OVER (ORDER BY applied_on NULLS LAST) END AS place,
    applied_on, in_time, gender, country, region, audience, language, funding, experience, letter
FROM person
WHERE status = 'waiting-list'
ORDER BY applied_on NULLS LAST, person
