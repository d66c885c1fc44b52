-- How many new applications for asylum are lodged in some countries, in persons? UNHCR, Global Trends 2025.
-- One row: a country of asylum and a year, from the first in which types of application are told apart.
-- Parameters: $areas (list of keys).
-- Columns: area, year, value (persons: type N, and those given together with repeat applications or appeals: NR, NA, FA),
-- flag (cases: the country also counts, or counts only, in cases, which are not in the value; NULL else).
SELECT
    asylum AS area, year::BIGINT AS year, (sum(applied) FILTER (WHERE app_pc = 'P'))::DOUBLE AS value,
    CASE WHEN bool_or(app_pc = 'C') THEN 'cases' END AS flag
FROM unhcr.asylum_applications
WHERE asylum IN (SELECT unnest($areas)) AND app_type IN ('N', 'NR', 'NA', 'FA')
    AND year > (SELECT max(year) FROM unhcr.asylum_applications WHERE app_type = 'V')
GROUP BY area, year
HAVING value IS NOT NULL
ORDER BY area, year
