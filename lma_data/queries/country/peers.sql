-- With which countries of its region or income group, or of any, is one country to be compared? With those nearest to it in
-- population. UN DESA, World Bank and UNHCR, each figure of its own newest year.
-- One row: the country or one of its $most nearest peers, the largest share of migrants first.
-- Parameters: $area, $by (region, income or size), $most (peers).
-- Columns: area; peer_group (key of the region or income group, NULL by size); population (persons, mid-year), migrants_share
-- (% of it), emigrants_share (emigrants for 100 inhabitants), stock_year; remittances_share (% of GDP, NULL where unknown),
-- remittances_year; refugees_rate (refugees and other people in need of international protection for 1,000 inhabitants, NULL
-- where UNHCR has no row), refugees_year (at its end); fiscal_year (of the income groups).
WITH income AS (
    SELECT area, income_group, fiscal_year
    FROM geography.income_groups
    WHERE fiscal_year = (SELECT max(fiscal_year) FROM geography.income_groups)
),
grouped AS (
    SELECT
        area, stock.year AS stock_year, stock.population, stock.share AS migrants_share,
        100.0 * abroad.migrants / stock.population AS emigrants_share,
        CASE $by WHEN 'region' THEN coalesce(intermediate, subregion) WHEN 'income' THEN income_group ELSE '' END AS peer_group
    FROM undesa.migrant_stock_2024 AS stock
    JOIN geography.areas USING (area)
    LEFT JOIN income USING (area)
    LEFT JOIN undesa.migrant_stock_2024_origin AS abroad
        ON abroad.origin = stock.area AND abroad.year = stock.year AND abroad.sex = 'both'
    WHERE stock.sex = 'both' AND stock.year = (SELECT max(year) FROM undesa.migrant_stock_2024)
        AND stock.migrants IS NOT NULL AND kind = 'country'
),
peers AS (
    SELECT grouped.*
    FROM grouped
    JOIN grouped AS chosen ON chosen.area = $area AND grouped.peer_group = chosen.peer_group
    ORDER BY abs(ln(grouped.population / chosen.population)), area
    LIMIT $most + 1
),
remittances AS (
    SELECT area, arg_max(share_gdp, year) AS remittances_share, max(year) AS remittances_year
    FROM worldbank.remittances_share_gdp
    WHERE share_gdp IS NOT NULL
    GROUP BY area
),
refugees AS (
    SELECT asylum AS area, year AS refugees_year, sum(refugees + coalesce(oip, 0)) AS refugees
    FROM unhcr.population
    WHERE year = (SELECT max(year) FROM unhcr.population)
    GROUP BY ALL
)
SELECT
    area, nullif(peer_group, '') AS peer_group, population, migrants_share, emigrants_share::DOUBLE AS emigrants_share,
    stock_year::BIGINT AS stock_year,
    remittances_share, remittances_year::BIGINT AS remittances_year,
    (1000.0 * refugees / population)::DOUBLE AS refugees_rate, refugees_year::BIGINT AS refugees_year,
    (SELECT max(fiscal_year) FROM income)::BIGINT AS fiscal_year
FROM peers
LEFT JOIN remittances USING (area)
LEFT JOIN refugees USING (area)
ORDER BY migrants_share DESC, area
