-- Where did internally displaced people live at the end of 2024, by cause? IDMC, data of May 2025.
-- One row: a country or territory, also AB9 Abyei. Parameters: $cause (conflict or disaster).
-- Columns: area; persons (at the end of the year, displaced by that cause); share (percent of the world for that cause);
-- other_cause (persons displaced by the other cause, NULL where IDMC has none: some people may be in both); year.
WITH counted AS (
    SELECT
        area,
        max(year)::BIGINT AS year,
        (sum(persons) FILTER (WHERE cause = $cause))::BIGINT AS persons,
        (sum(persons) FILTER (WHERE cause <> $cause))::BIGINT AS other_cause
    FROM idmc.stocks_2024
    GROUP BY area
)
SELECT area, persons, (100.0 * persons / sum(persons) OVER ())::DOUBLE AS share, other_cause, year
FROM counted
WHERE persons IS NOT NULL
ORDER BY persons DESC, area
