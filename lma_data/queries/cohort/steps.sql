-- How far has each person come, and of which category of a dimension is everybody?
-- One row: a person. Parameters: $dimension (gender, region, country, audience, language, funding, experience; '' for none).
-- Columns: person, category (code; '' where it is not known), status, applied, selected, confirmed, attended, completed,
-- taking_part (NULL where no file says it; where lists say it of others, who does not take part has not attended or
-- completed).
SELECT
    person,
    coalesce(
        CASE $dimension
            WHEN 'gender' THEN gender
            WHEN 'region' THEN region
            WHEN 'country' THEN country
            WHEN 'audience' THEN audience
            WHEN 'language' THEN language
            WHEN 'funding' THEN funding
            WHEN 'experience' THEN band
        END,
        ''
    ) AS category,
    status,
    applied,
    selected,
    confirmed,
    CASE
        WHEN count(attended) OVER () > 0
            THEN coalesce(attended, CASE WHEN status IS NOT NULL AND NOT taking_part THEN FALSE END)
    END AS attended,
    CASE
        WHEN count(completed) OVER () > 0
            THEN coalesce(completed, CASE WHEN status IS NOT NULL AND NOT taking_part THEN FALSE END)
    END AS completed,
    taking_part
FROM person
