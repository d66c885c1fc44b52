-- How large is women's share of international migrants, and how has it moved? UN DESA, Revision 2024.
-- One row: an area and year. Parameters: $areas (list of keys).
-- Columns: area, year, share_of_women (percent of migrants), women, men, migrants (persons).
SELECT
    area, year::BIGINT AS year,
    (100.0 * (max(migrants) FILTER (WHERE sex = 'female')) / max(migrants) FILTER (WHERE sex = 'both'))::DOUBLE
        AS share_of_women,
    (max(migrants) FILTER (WHERE sex = 'female'))::BIGINT AS women,
    (max(migrants) FILTER (WHERE sex = 'male'))::BIGINT AS men,
    (max(migrants) FILTER (WHERE sex = 'both'))::BIGINT AS migrants
FROM undesa.migrant_stock_2024
WHERE area IN (SELECT unnest($areas))
GROUP BY area, year
ORDER BY area, year
