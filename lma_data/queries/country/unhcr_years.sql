-- How many people does UNHCR count in one country, or from it, over the years? And UNRWA?
-- One row: a year from the first to the last with a count. Parameters: $area, $side (asylum: people in the country; origin:
-- people from it).
-- Columns: year; persons at its end (NULL where no row, or where the category was not counted): refugees, asylum_seekers,
-- other_protection, idps (those that UNHCR protects or assists; side origin only), palestine_refugees (UNRWA: registered in the
-- country; of the State of Palestine as an origin, in all areas); newest_year (of UNHCR, also where the country has none).
WITH counted AS (
    SELECT
        year, sum(refugees) AS refugees, sum(asylum_seekers) AS asylum_seekers, sum(oip) AS other_protection,
        sum(idps) FILTER (WHERE $side = 'origin') AS idps
    FROM unhcr.population
    WHERE CASE $side WHEN 'origin' THEN origin ELSE asylum END = $area
    GROUP BY year
),
registered AS (
    SELECT year, sum(persons) AS palestine_refugees
    FROM unrwa.registered_refugees
    WHERE CASE $side WHEN 'origin' THEN $area = 'PSE' ELSE area = $area END
    GROUP BY year
)
SELECT
    year::BIGINT AS year, refugees::BIGINT AS refugees, asylum_seekers::BIGINT AS asylum_seekers,
    other_protection::BIGINT AS other_protection, idps::BIGINT AS idps, palestine_refugees::BIGINT AS palestine_refugees,
    (SELECT max(year) FROM unhcr.population)::BIGINT AS newest_year
FROM counted
FULL JOIN registered USING (year)
ORDER BY year
