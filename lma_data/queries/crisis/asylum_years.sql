-- The years for which new applications for asylum can be told from others: after the last with various types in one.
-- One row: a year. Columns: year.
SELECT DISTINCT year
FROM unhcr.asylum_applications
WHERE year > (SELECT max(year) FROM unhcr.asylum_applications WHERE app_type = 'V')
ORDER BY year
