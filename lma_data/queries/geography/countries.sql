-- The countries and territories that have a page: those of which some dataset has a figure.
-- One row: a country or territory. Columns: area (key).
SELECT area
FROM geography.areas
WHERE kind = 'country' AND area IN (
    SELECT area FROM undesa.migrant_stock_2024
    UNION SELECT area FROM worldbank.remittances_received
    UNION SELECT origin FROM unhcr.population
    UNION SELECT asylum FROM unhcr.population
)
ORDER BY name_en
