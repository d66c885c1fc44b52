-- How many of the people who take part have each combination of what a release may show?
-- One row: a combination that somebody has. Parameters: none; the population is the same for every release.
-- Columns: gender, region, audience, language, experience (codes; '' where it is not known), people (persons).
SELECT
    coalesce(gender, '') AS gender,
    coalesce(region, '') AS region,
    coalesce(audience, '') AS audience,
    coalesce(language, '') AS language,
    CASE
        WHEN experience < 5 THEN '0-4'
        WHEN experience < 10 THEN '5-9'
        WHEN experience < 20 THEN '10-19'
        WHEN experience IS NOT NULL THEN '20+'
        ELSE ''
    END AS experience,
    count(*) AS people
FROM person
WHERE taking_part
GROUP BY ALL
ORDER BY ALL
