-- What is known of a cohort, one table a subject. No name, address or id of a system stands here; person is the store's id.
-- NULL is not known. Days are those at the course's place.
CREATE TABLE person (
    person VARCHAR, gender VARCHAR, country VARCHAR, region VARCHAR, audience VARCHAR, language VARCHAR, organisation VARCHAR,
    employer VARCHAR, funding VARCHAR, experience DOUBLE, applied_on DATE, in_time BOOLEAN, status VARCHAR, withdrawn_on DATE,
    letter BOOLEAN, price DECIMAL(12, 2), paid DECIMAL(12, 2), paid_on DATE, in_moodle BOOLEAN, first_seen DATE, last_seen DATE,
    days_active INTEGER, completed_on DATE, applied BOOLEAN, selected BOOLEAN, confirmed BOOLEAN, attended BOOLEAN,
    completed BOOLEAN, taking_part BOOLEAN,
    -- of experience, in years: the codes of BANDS in dimensions.py
    band VARCHAR AS (CASE
        WHEN experience < 5 THEN '0-4'
        WHEN experience < 10 THEN '5-9'
        WHEN experience < 20 THEN '10-19'
        WHEN experience IS NOT NULL THEN '20+'
    END)
);
-- rank: 1 is the first choice; NULL where the export has no order
CREATE TABLE choice (person VARCHAR, elective VARCHAR, rank INTEGER);
-- state: present, late, excused, absent, not-taken
CREATE TABLE attendance (person VARCHAR, session TIMESTAMP, state VARCHAR);
-- state: not-completed, completed, passed, failed; percent: the grade
CREATE TABLE activity (person VARCHAR, activity VARCHAR, state VARCHAR, done_on DATE, percent DOUBLE);
CREATE TABLE interest (person VARCHAR, theme VARCHAR);
CREATE TABLE team (person VARCHAR, team VARCHAR); -- groups in Moodle
