-- What are the headline figures of one country? The newest of each source, and the one before it in the same edition.
-- One row: a figure; one that a source does not have has no row. Parameters: $area.
-- Columns: id, value (persons, US$ or percent), year (at whose middle or end, or for which, it holds), before, before_year
-- (NULL where the source has one figure only).
-- hosted and displaced: refugees, asylum-seekers and other people in need of international protection, who do not overlap.
WITH stocks AS (
    SELECT 'migrants' AS id, migrants AS value, year FROM undesa.migrant_stock_2024 WHERE area = $area AND sex = 'both'
    UNION ALL
    SELECT 'migrants-share', share, year FROM undesa.migrant_stock_2024 WHERE area = $area AND sex = 'both'
    UNION ALL
    SELECT 'women', 100 * women.migrants / nullif(everybody.migrants, 0), year
    FROM undesa.migrant_stock_2024 AS women
    JOIN undesa.migrant_stock_2024 AS everybody USING (area, year)
    WHERE area = $area AND women.sex = 'female' AND everybody.sex = 'both'
    UNION ALL
    SELECT 'emigrants', migrants, year FROM undesa.migrant_stock_2024_origin WHERE origin = $area AND sex = 'both'
),
remittances AS (
    SELECT 'remittances' AS id, received AS value, year FROM worldbank.remittances_received WHERE area = $area
    UNION ALL
    SELECT 'remittances-share', share_gdp, year FROM worldbank.remittances_share_gdp WHERE area = $area
),
displaced AS (
    SELECT 'hosted' AS id, sum(refugees + coalesce(asylum_seekers, 0) + coalesce(oip, 0)) AS value, year
    FROM unhcr.population
    WHERE asylum = $area AND year >= (SELECT max(year) - 1 FROM unhcr.population)
    GROUP BY year
    UNION ALL
    SELECT 'displaced', sum(refugees + coalesce(asylum_seekers, 0) + coalesce(oip, 0)), year
    FROM unhcr.population
    WHERE origin = $area AND year >= (SELECT max(year) - 1 FROM unhcr.population)
    GROUP BY year
    UNION ALL
    SELECT 'palestine-refugees', persons, year FROM unrwa.registered_refugees WHERE area = $area
    UNION ALL
    SELECT 'idps', persons, year  -- no row is no count: an old one is not how things stand
    FROM idmc.displaced_by_conflict
    WHERE area = $area AND year >= (SELECT max(year) - 1 FROM idmc.displaced_by_conflict)
)
SELECT
    id, value::DOUBLE AS value, year::BIGINT AS year,
    (lag(value) OVER earlier)::DOUBLE AS before,
    (lag(year) OVER earlier)::BIGINT AS before_year
FROM (FROM stocks UNION ALL FROM remittances UNION ALL FROM displaced)
WHERE value IS NOT NULL
WINDOW earlier AS (PARTITION BY id ORDER BY year)
QUALIFY row_number() OVER (PARTITION BY id ORDER BY year DESC) = 1
ORDER BY id
