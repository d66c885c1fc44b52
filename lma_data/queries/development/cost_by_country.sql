-- What does sending US$ 200 cost from each country, or to it? SDG indicator 10.c.1.
-- One row: a country or territory with a figure in any year. Parameters: $side (receiving, sending), $year.
-- Columns: area (ISO3), cost (percent of the amount sent; NULL where the year has no figure), small, lon, lat.
WITH costs AS (
    SELECT area, year, cost_200 AS cost FROM unsd.sdg_10_c_1_world WHERE $side = 'receiving'
    UNION ALL
    SELECT area, year, cost_200 FROM unsd.sdg_10_c_1_sending WHERE $side = 'sending'
)
SELECT place.area, any_value(costs.cost) FILTER (WHERE costs.year = $year) AS cost, place.small, place.lon, place.lat
FROM costs
JOIN geography.areas AS place USING (area)
WHERE place.kind = 'country'
GROUP BY ALL
ORDER BY cost DESC NULLS LAST, place.area
