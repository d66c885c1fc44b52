-- How much money comes in and goes out? World Bank, World Development Indicators, each column from its own edition.
-- One row: a year with at least one of the figures. Parameter: $area. Columns: year, received (US$ of the year, edition of
-- April 2026), per_inhabitant (US$: received over the World Bank's population of the year), share_gdp (percent, edition of
-- May 2023), paid (US$ of the year, edition of May 2023), knomad (US$ received, KNOMAD's compilation of December 2023; its
-- last year is estimated). NULL where unknown.
WITH years AS (
    SELECT year FROM worldbank.remittances_received WHERE area = $area
    UNION SELECT year FROM worldbank.remittances_share_gdp WHERE area = $area
    UNION SELECT year FROM worldbank.remittances_paid WHERE area = $area
    UNION SELECT year FROM worldbank.remittances_knomad WHERE area = $area
)
SELECT
    years.year::BIGINT AS year,
    round(inward.received)::BIGINT AS received,
    (inward.received / inhabitants.population)::DOUBLE AS per_inhabitant,
    of_gdp.share_gdp::DOUBLE AS share_gdp,
    round(outward.paid)::BIGINT AS paid,
    round(1e6 * compiled.received)::BIGINT AS knomad
FROM years
LEFT JOIN worldbank.remittances_received AS inward ON inward.area = $area AND inward.year = years.year
LEFT JOIN geography.population_wdi AS inhabitants ON inhabitants.area = $area AND inhabitants.year = years.year
LEFT JOIN worldbank.remittances_share_gdp AS of_gdp ON of_gdp.area = $area AND of_gdp.year = years.year
LEFT JOIN worldbank.remittances_paid AS outward ON outward.area = $area AND outward.year = years.year
LEFT JOIN worldbank.remittances_knomad AS compiled ON compiled.area = $area AND compiled.year = years.year
ORDER BY years.year
