-- The editions of the ILO's Global Estimates on International Migrant Workers.
-- One row: an edition. Columns: edition (year of publication), reference_year (the year that it estimates).
SELECT edition, max(reference_year) AS reference_year
FROM ilo.global_estimates
WHERE indicator IN ('migrant-workers', 'migrants-in-labour-force') AND dimension = 'total' AND sex = 'both'
GROUP BY edition
ORDER BY edition
