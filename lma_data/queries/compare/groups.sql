-- The groups of countries that some dataset has a figure of, from the world down.
-- One row: a group. No parameters. Columns: area (key).
SELECT area
FROM geography.areas
WHERE kind NOT IN ('country', 'other', 'historical') AND area IN (
    SELECT area FROM undesa.migrant_stock_2024
    UNION SELECT area FROM worldbank.remittances_received
    UNION SELECT area FROM unsd.sdg_8_8_2
    UNION SELECT area FROM unsd.sdg_10_c_1_world
    UNION SELECT area FROM geography.labour_force
)
ORDER BY kind <> 'world', name_en
