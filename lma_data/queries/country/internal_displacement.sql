-- How many people are displaced within one country? IDMC: by conflict at the end of each year, by disasters at the end of one.
-- One row: a year with a count. Parameters: $area.
-- Columns: year; conflict (persons displaced by conflict and violence: IDMC's series; of an area without one, the one year of
-- IDMC's stocks by cause), disaster (persons displaced by disasters, the one year of the stocks by cause); NULL where IDMC gives
-- none; series (whether conflict is the series).
WITH of_series AS (SELECT year, persons AS conflict FROM idmc.displaced_by_conflict WHERE area = $area),
of_conflict AS (
    FROM of_series
    UNION ALL
    SELECT year, sum(persons)::BIGINT
    FROM idmc.stocks_2024
    WHERE area = $area AND cause = 'conflict' AND NOT EXISTS (FROM of_series)
    GROUP BY year
),
of_disasters AS (
    SELECT year, sum(persons)::BIGINT AS disaster
    FROM idmc.stocks_2024
    WHERE area = $area AND cause = 'disaster'
    GROUP BY year
)
SELECT year::BIGINT AS year, conflict, disaster, EXISTS (FROM of_series) AS series
FROM of_conflict
FULL JOIN of_disasters USING (year)
ORDER BY year
