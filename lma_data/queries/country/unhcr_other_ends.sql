-- From where are the people whom UNHCR counts in one country, or where are those from it, at the end of the newest year?
-- One row: a country or territory at the other end, or an origin that is none (not place); places first, the largest before.
-- Parameters: $area, $side (asylum: people in the country; origin: people from it).
-- Columns: area; refugees, asylum_seekers, other_protection (persons, NULL where not counted), persons (the three, which do
-- not overlap), share (% of all of them), place, year.
WITH counted AS (
    SELECT
        CASE $side WHEN 'origin' THEN asylum ELSE origin END AS area,
        year, sum(refugees) AS refugees, sum(asylum_seekers) AS asylum_seekers, sum(oip) AS other_protection
    FROM unhcr.population
    WHERE CASE $side WHEN 'origin' THEN origin ELSE asylum END = $area
        AND year = (SELECT max(year) FROM unhcr.population)
    GROUP BY ALL
)
SELECT
    area, refugees::BIGINT AS refugees, asylum_seekers::BIGINT AS asylum_seekers,
    other_protection::BIGINT AS other_protection,
    (coalesce(refugees, 0) + coalesce(asylum_seekers, 0) + coalesce(other_protection, 0))::BIGINT AS persons,
    100.0 * persons / nullif(sum(persons) OVER (), 0) AS share,
    coalesce(kind = 'country', false) AS place,
    year::BIGINT AS year
FROM counted
LEFT JOIN geography.areas USING (area)
WHERE persons > 0
ORDER BY place DESC, persons DESC, area
