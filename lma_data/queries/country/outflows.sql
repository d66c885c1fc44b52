-- How many nationals leave for employment abroad each year? ILO, ILOSTAT.
-- One row: a year that the country reports. Parameter: $area. Columns: year, persons, women, men (who left in the year for
-- employment, as registered; women and men NULL where they are not given), sexes_differ (whether women and men do not make
-- the total at the source).
SELECT
    year::BIGINT AS year,
    max(persons) FILTER (WHERE sex = 'both')::BIGINT AS persons,
    max(persons) FILTER (WHERE sex = 'female')::BIGINT AS women,
    max(persons) FILTER (WHERE sex = 'male')::BIGINT AS men,
    coalesce(bool_or(contains(remark, 'sexes-differ')), false) AS sexes_differ
FROM ilo.outflows
WHERE area = $area AND destination = 'TOTAL'
GROUP BY year
ORDER BY year
