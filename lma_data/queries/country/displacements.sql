-- How often were people forced to move within one country, by conflict and by which disasters? IDMC.
-- One row: a year with a record. Parameters: $area.
-- Columns: year; movements during it (NULL where there is no record): conflict, disasters (all hazards), flood, storm, drought,
-- earthquake, wildfire, other_hazards.
SELECT
    year::BIGINT AS year,
    (sum(movements) FILTER (WHERE cause = 'conflict'))::BIGINT AS conflict,
    (sum(movements) FILTER (WHERE cause <> 'conflict'))::BIGINT AS disasters,
    (sum(movements) FILTER (WHERE cause = 'flood'))::BIGINT AS flood,
    (sum(movements) FILTER (WHERE cause = 'storm'))::BIGINT AS storm,
    (sum(movements) FILTER (WHERE cause = 'drought'))::BIGINT AS drought,
    (sum(movements) FILTER (WHERE cause = 'earthquake'))::BIGINT AS earthquake,
    (sum(movements) FILTER (WHERE cause = 'wildfire'))::BIGINT AS wildfire,
    (sum(movements) FILTER (
        WHERE cause NOT IN ('conflict', 'flood', 'storm', 'drought', 'earthquake', 'wildfire')
    ))::BIGINT AS other_hazards
FROM idmc.flows
WHERE area = $area
GROUP BY year
ORDER BY year
