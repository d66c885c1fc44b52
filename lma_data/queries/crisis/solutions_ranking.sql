-- In which countries was a solution found in a year? UNHCR, Global Trends 2025.
-- One row: a country or territory: for returns the one to which people returned, for resettlement and naturalisation the
-- one that received them (also unknown, UNK). Parameters: $year, $solution (returned_refugees, returned_idps, resettlement,
-- naturalisation).
-- Columns: area; persons (during the year); share (percent of the world); country (false for keys that are no country or
-- territory).
WITH each_pair AS (
    SELECT
        CASE WHEN $solution IN ('returned_refugees', 'returned_idps') THEN origin ELSE asylum END AS area,
        CASE $solution
            WHEN 'returned_refugees' THEN returned_refugees
            WHEN 'returned_idps' THEN returned_idps
            WHEN 'resettlement' THEN resettlement
            WHEN 'naturalisation' THEN naturalisation
        END AS persons
    FROM unhcr.solutions
    WHERE year = $year
),
counted AS (SELECT area, sum(persons)::BIGINT AS persons FROM each_pair GROUP BY area HAVING sum(persons) > 0)
SELECT
    counted.area, persons, (100.0 * persons / sum(persons) OVER ())::DOUBLE AS share,
    coalesce(place.kind = 'country', false) AS country
FROM counted
LEFT JOIN geography.areas AS place ON place.area = counted.area
ORDER BY persons DESC, counted.area
