-- What does sending US$ 200 to the country and from it cost, corridor by corridor? Four sources, each by itself: SDG
-- indicator 10.c.1; the World Bank's series to 2020; and two secondary compilations of its survey.
-- One row: a corridor with a price in one source at least. Parameter: $area. Columns: direction (in: sent to the country,
-- out: sent from it), partner, sender, receiver; of each source its newest cost (percent of the amount sent, NULL where it
-- has none) and when: sdg and sdg_year, survey and survey_quarter, bank and bank_quarter, compiled and compiled_quarter.
WITH prices AS (
    SELECT 'sdg' AS source, sender, receiver, year::VARCHAR AS period, cost_200 AS cost FROM unsd.sdg_10_c_1_corridors
    WHERE sender = $area OR receiver = $area
    UNION ALL
    SELECT 'survey', sender, receiver, quarter, cost_200 FROM worldbank.prices_corridor_2025q3
    WHERE sender = $area OR receiver = $area
    UNION ALL
    SELECT 'bank', sender, receiver, quarter, cost_200 FROM worldbank.prices_corridor_2011_2020
    WHERE sender = $area OR receiver = $area
    UNION ALL
    SELECT 'compiled', sender, receiver, quarter, cost_200 FROM worldbank.prices_corridor_2016_2025
    WHERE sender = $area OR receiver = $area
),
newest AS (
    SELECT source, sender, receiver, max(period) AS period, max_by(cost, period) AS cost
    FROM prices
    WHERE cost IS NOT NULL
    GROUP BY source, sender, receiver
)
SELECT
    CASE WHEN receiver = $area THEN 'in' ELSE 'out' END AS direction,
    CASE WHEN receiver = $area THEN sender ELSE receiver END AS partner,
    sender, receiver,
    max(cost) FILTER (WHERE source = 'sdg')::DOUBLE AS sdg, max(period) FILTER (WHERE source = 'sdg') AS sdg_year,
    max(cost) FILTER (WHERE source = 'survey')::DOUBLE AS survey,
    max(period) FILTER (WHERE source = 'survey') AS survey_quarter,
    max(cost) FILTER (WHERE source = 'bank')::DOUBLE AS bank, max(period) FILTER (WHERE source = 'bank') AS bank_quarter,
    max(cost) FILTER (WHERE source = 'compiled')::DOUBLE AS compiled,
    max(period) FILTER (WHERE source = 'compiled') AS compiled_quarter
FROM newest
GROUP BY sender, receiver
ORDER BY direction, sdg DESC NULLS LAST, survey DESC NULLS LAST, sender, receiver
