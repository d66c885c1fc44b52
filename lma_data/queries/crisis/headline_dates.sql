-- The dates for which UNHCR published a total of forcibly displaced people and an edition of its data counts the groups.
-- One row: a date. Columns: as_of (day, as text).
SELECT DISTINCT headlines.as_of::VARCHAR AS as_of
FROM unhcr.headlines AS headlines
JOIN unhcr.totals_by_edition AS parts ON parts.as_of = headlines.as_of
ORDER BY 1
