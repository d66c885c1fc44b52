-- How many of each group were there at each session?
-- One row: a session and a category that somebody on its list has. Parameters: $dimension (gender, region, country, audience,
-- language, funding, experience), $who (everybody, applied, selected, confirmed, taking-part).
-- Columns: session (by the clock of the course's place), category (code; '' where it is not known), present, late, excused,
-- absent, not_taken (persons; not_taken: of whom nobody noted whether they were there),
-- noted (the first four), share (present and late in % of noted; NULL where it is 0).
WITH counted AS (
    SELECT
        session,
        state,
        CASE $dimension
            WHEN 'gender' THEN gender
            WHEN 'region' THEN region
            WHEN 'country' THEN country
            WHEN 'audience' THEN audience
            WHEN 'language' THEN language
            WHEN 'funding' THEN funding
            WHEN 'experience' THEN band
        END AS category
    FROM attendance
    JOIN person USING (person)
    WHERE CASE $who
        WHEN 'everybody' THEN TRUE
        WHEN 'applied' THEN applied
        WHEN 'selected' THEN selected
        WHEN 'confirmed' THEN confirmed
        WHEN 'taking-part' THEN taking_part
    END
)
SELECT
    session,
    coalesce(category, '') AS category,
    count(*) FILTER (WHERE state = 'present') AS present,
    count(*) FILTER (WHERE state = 'late') AS late,
    count(*) FILTER (WHERE state = 'excused') AS excused,
    count(*) FILTER (WHERE state = 'absent') AS absent,
    count(*) FILTER (WHERE state = 'not-taken') AS not_taken,
    present + late + excused + absent AS noted,
    100 * (present + late) / nullif(noted, 0) AS share
FROM counted
GROUP BY ALL
ORDER BY session, category
