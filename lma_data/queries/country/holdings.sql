-- Which datasets have figures of which countries, and of which years?
-- One row: a country, and a dataset, or one side of it (to: the country as destination, host or receiver; from: as origin or
-- sender), that has at least one figure of the country; missing figures do not count. No parameters.
-- Columns: area (ISO3), holding (dataset and side), years (how many with a figure), first, last (year).
WITH figures AS (
    SELECT 'undesa/migrant-stock-2024' AS holding, year::BIGINT AS year, area AS area
    FROM undesa.migrant_stock_2024 WHERE migrants IS NOT NULL
    UNION ALL SELECT 'undesa/migrant-stock-2024-bilateral:to', year, destination
    FROM undesa.migrant_stock_2024_bilateral WHERE female IS NOT NULL
    UNION ALL SELECT 'undesa/migrant-stock-2024-origin', year, origin
    FROM undesa.migrant_stock_2024_origin WHERE migrants IS NOT NULL
    UNION ALL SELECT 'undesa/migrant-stock-2024-bilateral:from', year, origin
    FROM undesa.migrant_stock_2024_bilateral WHERE female IS NOT NULL
    UNION ALL SELECT 'undesa/migrant-stock-2020', year, area FROM undesa.migrant_stock_2020 WHERE migrants IS NOT NULL
    UNION ALL SELECT 'undesa/migrant-stock-2020-age', year, area
    FROM undesa.migrant_stock_2020_age WHERE age_group <> 'total' AND migrants IS NOT NULL
    UNION ALL SELECT 'undesa/refugees-2020', year, area FROM undesa.refugees_2020 WHERE refugees IS NOT NULL
    UNION ALL SELECT 'undesa/population', year, area FROM undesa.population WHERE population IS NOT NULL
    UNION ALL SELECT 'geography/population-wdi', year, area FROM geography.population_wdi WHERE population IS NOT NULL
    UNION ALL SELECT 'unhcr/population:to', year, asylum FROM unhcr.population
    UNION ALL SELECT 'unhcr/population:from', year, origin FROM unhcr.population
    UNION ALL SELECT 'unhcr/population-mid-2024:to', year, asylum FROM unhcr.population_mid_2024
    UNION ALL SELECT 'unhcr/population-mid-2024:from', year, origin FROM unhcr.population_mid_2024
    UNION ALL SELECT 'unhcr/demographics:to', year, asylum FROM unhcr.demographics
    UNION ALL SELECT 'unhcr/demographics:from', year, origin FROM unhcr.demographics
    UNION ALL SELECT 'unhcr/asylum-applications:to', year, asylum FROM unhcr.asylum_applications WHERE applied IS NOT NULL
    UNION ALL SELECT 'unhcr/asylum-applications:from', year, origin FROM unhcr.asylum_applications WHERE applied IS NOT NULL
    UNION ALL SELECT 'unhcr/asylum-decisions:to', year, asylum FROM unhcr.asylum_decisions
    UNION ALL SELECT 'unhcr/asylum-decisions:from', year, origin FROM unhcr.asylum_decisions
    UNION ALL SELECT 'unhcr/solutions:to', year, asylum FROM unhcr.solutions
    UNION ALL SELECT 'unhcr/solutions:from', year, origin FROM unhcr.solutions
    UNION ALL SELECT 'unrwa/registered-refugees', year, area FROM unrwa.registered_refugees WHERE persons IS NOT NULL
    UNION ALL SELECT 'idmc/displaced-by-conflict', year, area FROM idmc.displaced_by_conflict WHERE persons IS NOT NULL
    UNION ALL SELECT 'idmc/stocks-2024', year, area FROM idmc.stocks_2024 WHERE persons IS NOT NULL
    UNION ALL SELECT 'idmc/flows', year, area FROM idmc.flows WHERE movements IS NOT NULL
    UNION ALL SELECT 'unsd/sdg-10-7-3', year, area FROM unsd.sdg_10_7_3 WHERE deaths IS NOT NULL
    UNION ALL SELECT 'ilo/outflows', year, area FROM ilo.outflows WHERE destination = 'TOTAL' AND persons IS NOT NULL
    UNION ALL SELECT 'ilo/outflows:destinations', year, area
    FROM ilo.outflows WHERE destination <> 'TOTAL' AND persons IS NOT NULL
    UNION ALL SELECT 'ilo/outflows-by-sector', year, area FROM ilo.outflows_by_sector WHERE persons IS NOT NULL
    UNION ALL SELECT 'ilo/inflows-by-sector', year, area FROM ilo.inflows_by_sector WHERE persons IS NOT NULL
    UNION ALL SELECT 'eurostat/labour-status', year, area FROM eurostat.labour_status WHERE thousand_persons IS NOT NULL
    UNION ALL SELECT 'eurostat/employment-rate', year, area
    FROM eurostat.employment_rate WHERE citizen = 'FOR' AND rate IS NOT NULL
    UNION ALL SELECT 'eurostat/unemployment-rate', year, area
    FROM eurostat.unemployment_rate WHERE citizen = 'FOR' AND rate IS NOT NULL
    UNION ALL SELECT 'geography/labour-force', year, area FROM geography.labour_force WHERE labour_force IS NOT NULL
    UNION ALL SELECT 'unsd/sdg-8-8-1', year, area
    FROM unsd.sdg_8_8_1 WHERE migratory_status = 'total' AND coalesce(fatal, non_fatal) IS NOT NULL
    UNION ALL SELECT 'unsd/sdg-8-8-1:migrants', year, area
    FROM unsd.sdg_8_8_1 WHERE migratory_status = 'migrant' AND coalesce(fatal, non_fatal) IS NOT NULL
    UNION ALL SELECT 'unsd/sdg-8-8-2', year, area FROM unsd.sdg_8_8_2 WHERE score IS NOT NULL
    UNION ALL SELECT 'worldbank/remittances-received', year, area
    FROM worldbank.remittances_received WHERE received IS NOT NULL
    UNION ALL SELECT 'worldbank/remittances-knomad', year, area FROM worldbank.remittances_knomad WHERE received IS NOT NULL
    UNION ALL SELECT 'worldbank/remittances-share-gdp', year, area
    FROM worldbank.remittances_share_gdp WHERE share_gdp IS NOT NULL
    UNION ALL SELECT 'worldbank/remittances-paid', year, area FROM worldbank.remittances_paid WHERE paid IS NOT NULL
    UNION ALL SELECT 'worldbank/bilateral-remittances-2021:to', 2021, receiver
    FROM worldbank.bilateral_remittances_2021 WHERE usd_m IS NOT NULL
    UNION ALL SELECT 'worldbank/bilateral-remittances-2021:from', 2021, sender
    FROM worldbank.bilateral_remittances_2021 WHERE usd_m IS NOT NULL
    UNION ALL SELECT 'unsd/sdg-10-c-1-world', year, area FROM unsd.sdg_10_c_1_world WHERE cost_200 IS NOT NULL
    UNION ALL SELECT 'unsd/sdg-10-c-1-sending', year, area FROM unsd.sdg_10_c_1_sending WHERE cost_200 IS NOT NULL
    UNION ALL SELECT 'worldbank/prices-by-country:to', year, area
    FROM worldbank.prices_by_country WHERE direction = 'receiving' AND cost_200 IS NOT NULL
    UNION ALL SELECT 'worldbank/prices-by-country:from', year, area
    FROM worldbank.prices_by_country WHERE direction = 'sending' AND cost_200 IS NOT NULL
    UNION ALL SELECT 'unsd/sdg-10-c-1-corridors:to', year, receiver
    FROM unsd.sdg_10_c_1_corridors WHERE cost_200 IS NOT NULL
    UNION ALL SELECT 'unsd/sdg-10-c-1-corridors:from', year, sender
    FROM unsd.sdg_10_c_1_corridors WHERE cost_200 IS NOT NULL
    UNION ALL SELECT 'worldbank/prices-corridor-2011-2020:to', left(quarter, 4)::BIGINT, receiver
    FROM worldbank.prices_corridor_2011_2020 WHERE cost_200 IS NOT NULL
    UNION ALL SELECT 'worldbank/prices-corridor-2011-2020:from', left(quarter, 4)::BIGINT, sender
    FROM worldbank.prices_corridor_2011_2020 WHERE cost_200 IS NOT NULL
    UNION ALL SELECT 'worldbank/prices-by-provider-2011-2014:to', left(quarter, 4)::BIGINT, receiver
    FROM worldbank.prices_by_provider_2011_2014 WHERE cost_200 IS NOT NULL
    UNION ALL SELECT 'worldbank/prices-by-provider-2011-2014:from', left(quarter, 4)::BIGINT, sender
    FROM worldbank.prices_by_provider_2011_2014 WHERE cost_200 IS NOT NULL
    UNION ALL SELECT 'worldbank/prices-corridor-2016-2025:to', left(quarter, 4)::BIGINT, receiver
    FROM worldbank.prices_corridor_2016_2025 WHERE cost_200 IS NOT NULL
    UNION ALL SELECT 'worldbank/prices-corridor-2016-2025:from', left(quarter, 4)::BIGINT, sender
    FROM worldbank.prices_corridor_2016_2025 WHERE cost_200 IS NOT NULL
    UNION ALL SELECT 'worldbank/prices-corridor-2025q3:to', left(quarter, 4)::BIGINT, receiver
    FROM worldbank.prices_corridor_2025q3 WHERE cost_200 IS NOT NULL
    UNION ALL SELECT 'worldbank/prices-corridor-2025q3:from', left(quarter, 4)::BIGINT, sender
    FROM worldbank.prices_corridor_2025q3 WHERE cost_200 IS NOT NULL
    UNION ALL SELECT 'geography/income-groups', fiscal_year, area
    FROM geography.income_groups WHERE income_group IS NOT NULL
    UNION ALL SELECT 'geography/communities', joined, area FROM geography.communities
)
SELECT figures.area, holding, count(DISTINCT year) AS years, min(year) AS first, max(year) AS last
FROM figures
JOIN geography.areas AS place ON place.area = figures.area AND place.kind = 'country'
GROUP BY figures.area, holding
ORDER BY figures.area, holding
