-- In which regions do people die or disappear while migrating? SDG indicator 10.7.3, data of the IOM.
-- One row: a region and year. Parameters: $areas (list of keys).
-- Columns: area (M49), year, deaths (deaths and disappearances recorded, a minimum).
SELECT area, year::BIGINT AS year, deaths::BIGINT AS deaths
FROM unsd.sdg_10_7_3
WHERE area IN (SELECT unnest($areas))
ORDER BY area, year
