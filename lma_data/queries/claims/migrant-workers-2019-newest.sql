-- Migrants in the labour force, world, in the newest edition and its reference year. ILO Global Estimates.
-- One row. Columns: value (million people), as_of (year).
SELECT value, reference_year::VARCHAR AS as_of
FROM ilo.global_estimates
WHERE indicator = 'migrants-in-labour-force' AND dimension = 'total' AND unit = 'million persons'
ORDER BY edition DESC, reference_year DESC
LIMIT 1
