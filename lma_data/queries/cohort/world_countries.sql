-- Where does each country lie: on a map, and in the regions of the ILO's Global Estimates?
-- One row: a country or territory. No parameters; asked of the datasets, not of a cohort.
-- Columns: area (ISO3), small (too small to see on a map), lon, lat, ilo_region (africa, americas, arab-states, asia-pacific,
-- europe-central-asia: as in ilo/global-estimates; NULL for territories that the ILO has in no region).
SELECT
    area,
    coalesce(small, FALSE) AS small,
    lon,
    lat,
    CASE ilo_region
        WHEN 'ilo-region:asia-and-the-pacific' THEN 'asia-pacific'
        WHEN 'ilo-region:europe-and-central-asia' THEN 'europe-central-asia'
        ELSE replace(ilo_region, 'ilo-region:', '')
    END AS ilo_region
FROM geography.areas
WHERE kind = 'country'
ORDER BY area
