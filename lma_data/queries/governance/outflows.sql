-- How many nationals leave for work, as far as countries report it? ILOSTAT, outflow of nationals for employment.
-- One row: a country of origin and year with a total. Parameters: $areas (list of ISO3; an empty list: all).
-- Columns: area, year, persons (both sexes), women, men (NULL when not given), remark (sexes-differ: women and men do not
-- add up to the total; parts-differ: destinations do not).
SELECT
    area,
    year::BIGINT AS year,
    max(persons) FILTER (WHERE sex = 'both') AS persons,
    max(persons) FILTER (WHERE sex = 'female') AS women,
    max(persons) FILTER (WHERE sex = 'male') AS men,
    any_value(remark) AS remark
FROM ilo.outflows
WHERE destination = 'TOTAL' AND (len($areas) = 0 OR list_contains($areas, area))
GROUP BY area, year
ORDER BY area, year
