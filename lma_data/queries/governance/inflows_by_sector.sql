-- In which sectors do foreign citizens who come for work find it? ILOSTAT, inflow of employed foreign citizens.
-- One row: a country of destination, in its newest year with at least two of the three sectors.
-- Columns: area, year, total, agriculture, industry, services (persons; NULL where the country does not give the sector),
-- other (total less the sectors given: not classified, or not given), remark (of the total: stock-like, series-break,
-- parts-differ).
WITH flows AS (
    SELECT
        area,
        year::BIGINT AS year,
        max(persons) FILTER (WHERE sector = 'total') AS total,
        max(persons) FILTER (WHERE sector = 'agriculture') AS agriculture,
        max(persons) FILTER (WHERE sector = 'industry') AS industry,
        max(persons) FILTER (WHERE sector = 'services') AS services,
        any_value(remark) FILTER (WHERE sector = 'total') AS remark
    FROM ilo.inflows_by_sector
    GROUP BY area, year
)
SELECT
    area, year, total, agriculture, industry, services,
    greatest(0, total - coalesce(agriculture, 0) - coalesce(industry, 0) - coalesce(services, 0)) AS other,
    remark
FROM flows
WHERE (agriculture IS NOT NULL)::INT + (industry IS NOT NULL)::INT + (services IS NOT NULL)::INT >= 2
QUALIFY row_number() OVER (PARTITION BY area ORDER BY year DESC) = 1
ORDER BY total DESC, area
