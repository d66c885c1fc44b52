-- What share of the migrants in some areas are women? UN DESA, International Migrant Stock, Revision 2024.
-- One row: an area and a year. Parameters: $areas (list of keys).
-- Columns: area, year, value (percent), flag (always NULL).
SELECT
    area, year::BIGINT AS year,
    (100.0 * max(migrants) FILTER (WHERE sex = 'female') / nullif(max(migrants) FILTER (WHERE sex = 'both'), 0))::DOUBLE
        AS value,
    NULL::VARCHAR AS flag
FROM undesa.migrant_stock_2024
WHERE area IN (SELECT unnest($areas))
GROUP BY area, year
HAVING value IS NOT NULL
ORDER BY area, year
