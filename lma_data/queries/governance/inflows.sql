-- How many employed foreign citizens came in a year, as far as countries report it? ILOSTAT, inflow of employed foreign
-- citizens by economic activity.
-- One row: a country of destination and year with a figure. Parameters: $sector (total, agriculture, industry, services).
-- Columns: area, year, persons, remark (stock-like: looks like all employed foreign citizens, not those who came in the
-- year; series-break; parts-differ: sectors do not add up to the total).
SELECT area, year::BIGINT AS year, persons, remark
FROM ilo.inflows_by_sector
WHERE sector = $sector
ORDER BY area, year
