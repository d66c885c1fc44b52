-- The headline figures: the newest of each, and the one before it in the same edition, where there is one.
-- One row: a figure. Columns: id, value, unit (persons, US$, percent), as_of (date at which, or year for which it holds),
-- before, before_as_of (NULL where the source is no series), dataset.
WITH migrants AS (
    SELECT 'migrants' AS id, migrants::DOUBLE AS value, make_date(year, 7, 1) AS as_of
    FROM undesa.migrant_stock_2024
    WHERE area = 'WLD' AND sex = 'both'
),
workers AS (  -- editions are no series: the newest stands alone
    SELECT 'migrant-workers' AS id, value * 1e6 AS value, make_date(reference_year, 12, 31) AS as_of
    FROM ilo.global_estimates
    WHERE indicator = 'migrants-in-labour-force' AND dimension = 'total' AND sex = 'both' AND unit = 'million persons'
    ORDER BY edition DESC, reference_year DESC
    LIMIT 1
),
displaced AS (  -- the totals at the end of a year, each as it was published at the time
    SELECT 'displaced' AS id, persons::DOUBLE AS value, as_of
    FROM unhcr.headlines
    WHERE month(as_of) = 12
),
remittances AS (
    SELECT 'remittances' AS id, received AS value, make_date(year, 12, 31) AS as_of
    FROM worldbank.remittances_received
    WHERE area = 'WLD' AND received IS NOT NULL
),
cost AS (
    SELECT 'cost' AS id, cost_200 AS value, make_date(year, 12, 31) AS as_of
    FROM unsd.sdg_10_c_1_world
    WHERE area = 'WLD' AND cost_200 IS NOT NULL
),
figures AS (
    FROM migrants UNION ALL FROM workers UNION ALL FROM displaced UNION ALL FROM remittances UNION ALL FROM cost
),
with_before AS (
    SELECT id, value, as_of,
        lag(value) OVER earlier AS before,
        lag(as_of) OVER earlier AS before_as_of
    FROM figures
    WINDOW earlier AS (PARTITION BY id ORDER BY as_of)
    QUALIFY row_number() OVER (PARTITION BY id ORDER BY as_of DESC) = 1
)
SELECT with_before.*, about.unit, about.dataset
FROM with_before
JOIN (VALUES
    (1, 'migrants', 'persons', 'undesa/migrant-stock-2024'),
    (2, 'migrant-workers', 'persons', 'ilo/global-estimates'),
    (3, 'displaced', 'persons', 'unhcr/headlines'),
    (4, 'remittances', 'US$', 'worldbank/remittances-received'),
    (5, 'cost', 'percent', 'unsd/sdg-10-c-1-world')
) AS about (place, id, unit, dataset) USING (id)
ORDER BY about.place
