-- How many new applications for asylum were lodged each year? UNHCR, Global Trends 2025.
-- One row: a year, from the first in which types of application are told apart. No parameters.
-- Columns: year; persons, cases: new applications (type N, and those that a country gives together with repeat applications or
-- appeals: NR, NA, FA), in the unit in which each country counts (NULL where no country counts so: the two are never added);
-- new_persons, new_cases (type N alone); other_persons, other_cases (appeals, repeat applications and other types).
WITH counted AS (
    SELECT year, app_pc, app_type, sum(applied) AS applied
    FROM unhcr.asylum_applications
    GROUP BY ALL
)
SELECT
    year::BIGINT AS year,
    (sum(applied) FILTER (WHERE app_pc = 'P' AND app_type IN ('N', 'NR', 'NA', 'FA')))::BIGINT AS persons,
    (sum(applied) FILTER (WHERE app_pc = 'C' AND app_type IN ('N', 'NR', 'NA', 'FA')))::BIGINT AS cases,
    (sum(applied) FILTER (WHERE app_pc = 'P' AND app_type = 'N'))::BIGINT AS new_persons,
    (sum(applied) FILTER (WHERE app_pc = 'C' AND app_type = 'N'))::BIGINT AS new_cases,
    (sum(applied) FILTER (WHERE app_pc = 'P' AND app_type NOT IN ('N', 'NR', 'NA', 'FA')))::BIGINT AS other_persons,
    (sum(applied) FILTER (WHERE app_pc = 'C' AND app_type NOT IN ('N', 'NR', 'NA', 'FA')))::BIGINT AS other_cases
FROM counted
WHERE year > (SELECT max(year) FROM counted WHERE app_type = 'V')
GROUP BY year
ORDER BY year
