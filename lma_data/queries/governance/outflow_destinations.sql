-- To which destinations do a country's nationals leave for work? ILOSTAT, outflow of nationals for employment.
-- One row: a destination that is named in a year (X: elsewhere, not specified). A destination that is not named in a year
-- is inside X, or unknown. Parameters: $area (ISO3 of origin).
-- Columns: destination (ISO3, CIS, USACAN, X), year, persons, total (persons to all destinations), share (percent of the
-- total), remark (parts-differ: the destinations do not add up to the total).
WITH flows AS (
    SELECT destination, year::BIGINT AS year, persons, remark
    FROM ilo.outflows
    WHERE area = $area AND sex = 'both'
)
SELECT parts.destination, year, parts.persons, total.persons AS total, 100 * parts.persons / total.persons AS share, total.remark
FROM flows AS parts
JOIN flows AS total USING (year)
WHERE parts.destination <> 'TOTAL' AND total.destination = 'TOTAL'
ORDER BY year, share DESC
