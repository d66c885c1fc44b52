-- How many people belong to a population, and of how many is that not known?
-- One row. Parameters: $who (everybody, applied, selected, confirmed, taking-part).
-- Columns: people (persons), undecided (persons of whom no file says it).
WITH decided AS (
    SELECT CASE $who
        WHEN 'everybody' THEN TRUE
        WHEN 'applied' THEN applied
        WHEN 'selected' THEN selected
        WHEN 'confirmed' THEN confirmed
        WHEN 'taking-part' THEN taking_part
    END AS belongs
    FROM person
)
SELECT count(*) FILTER (WHERE belongs) AS people, count(*) FILTER (WHERE belongs IS NULL) AS undecided
FROM decided
