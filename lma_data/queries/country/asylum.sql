-- How many new applications for asylum are lodged in one country, or by people from it? UNHCR, Global Trends 2025.
-- One row: a year with an application, from the first in which types of application are told apart.
-- Parameters: $area, $side (asylum: in the country; origin: by people from it).
-- Columns: year; persons, cases: new applications (type N, and those given together with repeat applications or appeals: NR, NA,
-- FA), in the unit in which each country counts (NULL where none counts so: the two are never added); other_persons,
-- other_cases (appeals, repeat applications and other types).
SELECT
    year::BIGINT AS year,
    (sum(applied) FILTER (WHERE app_pc = 'P' AND app_type IN ('N', 'NR', 'NA', 'FA')))::BIGINT AS persons,
    (sum(applied) FILTER (WHERE app_pc = 'C' AND app_type IN ('N', 'NR', 'NA', 'FA')))::BIGINT AS cases,
    (sum(applied) FILTER (WHERE app_pc = 'P' AND app_type NOT IN ('N', 'NR', 'NA', 'FA')))::BIGINT AS other_persons,
    (sum(applied) FILTER (WHERE app_pc = 'C' AND app_type NOT IN ('N', 'NR', 'NA', 'FA')))::BIGINT AS other_cases
FROM unhcr.asylum_applications
WHERE CASE $side WHEN 'origin' THEN origin ELSE asylum END = $area
    AND year > (SELECT max(year) FROM unhcr.asylum_applications WHERE app_type = 'V')
GROUP BY year
HAVING sum(applied) > 0
ORDER BY year
