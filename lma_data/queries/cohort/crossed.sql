-- How many people has each category of one dimension in each category of another?
-- One row: a pair of categories that somebody has. Parameters: $down, $across (gender, region, country, audience, language,
-- funding, experience), $who (everybody, applied, selected, confirmed, taking-part).
-- Columns: down, across (codes; '' where not known), people (persons).
WITH counted AS (
    SELECT map {
        'gender': gender,
        'region': region,
        'country': country,
        'audience': audience,
        'language': language,
        'funding': funding,
        'experience': band
    } AS known
    FROM person
    WHERE CASE $who
        WHEN 'everybody' THEN TRUE
        WHEN 'applied' THEN applied
        WHEN 'selected' THEN selected
        WHEN 'confirmed' THEN confirmed
        WHEN 'taking-part' THEN taking_part
    END
)
SELECT coalesce(known[$down], '') AS down, coalesce(known[$across], '') AS across, count(*) AS people
FROM counted
GROUP BY ALL
ORDER BY down, across
