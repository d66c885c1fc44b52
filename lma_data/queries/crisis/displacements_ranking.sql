-- In which countries were people forced to move within the country most often? IDMC, flows 2008 to 2023.
-- One row: a country or territory with a record, also AB9 Abyei. Parameters: $year, $cause (conflict or disaster).
-- Columns: area; movements (during the year, of that cause; 0 is the source's own); share (percent of the world); main_hazard
-- and main_hazard_movements (of disasters, the hazard with most of them, NULL for conflict).
SELECT
    area,
    sum(movements)::BIGINT AS movements,
    (100.0 * sum(movements) / sum(sum(movements)) OVER ())::DOUBLE AS share,
    CASE WHEN $cause = 'disaster' THEN arg_max(cause, movements) END AS main_hazard,
    CASE WHEN $cause = 'disaster' THEN max(movements) END::BIGINT AS main_hazard_movements
FROM idmc.flows
WHERE year = $year AND (cause = 'conflict') = ($cause = 'conflict')
GROUP BY area
ORDER BY movements DESC, area
