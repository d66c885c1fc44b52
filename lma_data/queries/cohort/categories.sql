-- How many people has each category of a dimension?
-- One row: a category that somebody has. Parameters: $dimension (gender, region, country, audience, language, funding,
-- experience), $who (everybody, applied, selected, confirmed, taking-part).
-- Columns: category (code; '' where it is not known), people (persons).
WITH counted AS (
    SELECT
        *,
        CASE $dimension
            WHEN 'gender' THEN gender
            WHEN 'region' THEN region
            WHEN 'country' THEN country
            WHEN 'audience' THEN audience
            WHEN 'language' THEN language
            WHEN 'funding' THEN funding
            WHEN 'experience' THEN band
        END AS category
    FROM person
    WHERE CASE $who
        WHEN 'everybody' THEN TRUE
        WHEN 'applied' THEN applied
        WHEN 'selected' THEN selected
        WHEN 'confirmed' THEN confirmed
        WHEN 'taking-part' THEN taking_part
    END
)
SELECT coalesce(category, '') AS category, count(*) AS people
FROM counted
GROUP BY ALL
ORDER BY people DESC, category
