-- Where did nationals leave for, for employment? ILO, ILOSTAT.
-- One row: a destination (a country; X, CIS, USACAN: what is not classified, and groups), in the newest year for which the
-- country tells destinations; countries first, from the largest down. Parameter: $area.
-- Columns: destination, persons, share (percent of the total), year, total (all who left), parts_differ (whether the
-- destinations do not make the total at the source).
WITH of_area AS (
    SELECT year, destination, persons, remark FROM ilo.outflows WHERE area = $area AND sex = 'both'
),
newest AS (
    SELECT max(year) AS year FROM of_area WHERE destination <> 'TOTAL'
),
whole AS (
    SELECT of_area.persons, coalesce(contains(remark, 'parts-differ'), false) AS parts_differ
    FROM of_area JOIN newest USING (year)
    WHERE destination = 'TOTAL'
)
SELECT
    part.destination, part.persons::BIGINT AS persons, (100.0 * part.persons / nullif(whole.persons, 0))::DOUBLE AS share,
    part.year::BIGINT AS year, whole.persons::BIGINT AS total, whole.parts_differ
FROM of_area AS part
JOIN newest USING (year)
CROSS JOIN whole
LEFT JOIN geography.areas AS place ON place.area = part.destination
WHERE part.destination <> 'TOTAL'
ORDER BY coalesce(place.kind = 'country', false) DESC, part.persons DESC, part.destination
