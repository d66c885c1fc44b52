-- In which sectors do the foreign citizens work who came for employment? ILO, ILOSTAT.
-- One row: a year that the country reports. Parameter: $area.
-- Columns: year; in persons, NULL where not given: total, agriculture, industry, services, not_classified, rest (of whom no
-- sector is given: total less sectors, NULL where there are none); stock_like (what looks like all who are employed, not an inflow),
-- series_break (whether the series breaks in this year).
WITH years AS (
    SELECT
        year::BIGINT AS year,
        max(persons) FILTER (WHERE sector = 'total')::BIGINT AS total,
        max(persons) FILTER (WHERE sector = 'agriculture')::BIGINT AS agriculture,
        max(persons) FILTER (WHERE sector = 'industry')::BIGINT AS industry,
        max(persons) FILTER (WHERE sector = 'services')::BIGINT AS services,
        max(persons) FILTER (WHERE sector = 'not-classified')::BIGINT AS not_classified,
        coalesce(bool_or(contains(remark, 'stock-like')), false) AS stock_like,
    coalesce(bool_or(contains(remark, 'series-break')), false) AS series_break
    FROM ilo.inflows_by_sector
    WHERE area = $area
    GROUP BY year
)
SELECT
    * EXCLUDE (stock_like, series_break),
    nullif(greatest(total - coalesce(agriculture, 0) - coalesce(industry, 0) - coalesce(services, 0)
        - coalesce(not_classified, 0), 0), 0)::BIGINT AS rest,
    stock_like, series_break
FROM years
ORDER BY year
