-- Every figure of one measure for some areas, from a dataset whose rows are an area and a year.
-- One row: an area and a year with a figure. Parameters: $areas (list of keys); from the passport: $table, $by (the column
-- of the area), $measure and $flag (columns; "year" where the dataset has no flag).
-- Columns: area, year, value (in the unit of the measure), flag (as the dataset has it).
SELECT
    COLUMNS(c -> c = $by) AS area, year::BIGINT AS year, COLUMNS(c -> c = $measure)::DOUBLE AS value,
    COLUMNS(c -> c = $flag)::VARCHAR AS flag
FROM query_table($table)
WHERE COLUMNS(c -> c = $by) IN (SELECT unnest($areas)) AND COLUMNS(c -> c = $measure) IS NOT NULL
ORDER BY area, year
