-- Where and when are employment rates of foreign citizens and of nationals known? Eurostat, lfsa_ergan, ages 15 to 64.
-- One row: a country and year with both rates (both sexes). Columns: area (ISO3), year.
SELECT area, year::BIGINT AS year
FROM eurostat.employment_rate
WHERE sex = 'both' AND citizen <> 'TOTAL' AND rate IS NOT NULL
GROUP BY area, year
HAVING count(*) = 2
ORDER BY area, year
