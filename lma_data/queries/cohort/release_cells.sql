-- How many of the people who take part have each combination of what a release may show?
-- One row: a combination that somebody has. Parameters: none; the population is the same for every release.
-- Columns: gender, region, audience, language, experience (codes; '' where it is not known), people (persons).
SELECT
    coalesce(gender, '') AS gender,
    coalesce(region, '') AS region,
    coalesce(audience, '') AS audience,
    coalesce(language, '') AS language,
    coalesce(band, '') AS experience,
    count(*) AS people
FROM person
WHERE taking_part
GROUP BY ALL
ORDER BY ALL
