-- To which countries are the deaths on migration routes attributed? SDG indicator 10.7.3, data of the IOM.
-- One row: a country of the incident. Parameters: $first, $last (years, both included).
-- Columns: area (ISO3), deaths (deaths and disappearances recorded in these years, a minimum), years (in how many of them
-- there is a record), first_year, last_year (of those records).
SELECT
    area, sum(deaths)::BIGINT AS deaths, count(*)::BIGINT AS years, min(year)::BIGINT AS first_year,
    max(year)::BIGINT AS last_year
FROM unsd.sdg_10_7_3
WHERE nature = 'G' AND area <> 'WLD' AND year BETWEEN $first AND $last
GROUP BY area
ORDER BY deaths DESC, area
