-- Migrants as a share of the world's labour force in the newest edition. ILO Global Estimates.
-- One row. Columns: value (percent), as_of (year).
SELECT value, reference_year::VARCHAR AS as_of
FROM ilo.global_estimates
WHERE indicator = 'migrant-share-of-labour-force' AND dimension = 'total'
ORDER BY edition DESC, reference_year DESC
LIMIT 1
