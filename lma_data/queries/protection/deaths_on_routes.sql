-- How many people are recorded as having died or disappeared while migrating? SDG indicator 10.7.3, data of the IOM.
-- One row: a year. Columns: year, deaths (deaths and disappearances recorded in the world, a minimum).
SELECT year::BIGINT AS year, deaths::BIGINT AS deaths
FROM unsd.sdg_10_7_3
WHERE area = 'WLD'
ORDER BY year
