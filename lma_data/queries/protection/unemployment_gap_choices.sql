-- Where and when is the unemployment gap between foreign citizens and nationals known for women and for men? Eurostat.
-- One row: a country and year. Columns: area (ISO3), year.
SELECT area, year::BIGINT AS year
FROM eurostat.unemployment_rate
WHERE citizen <> 'TOTAL' AND sex <> 'both' AND rate IS NOT NULL
GROUP BY area, year
HAVING count(*) = 4
ORDER BY area, year
