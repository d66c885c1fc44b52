-- Migrant workers as a share of the world's labour force in 2019. ILO Global Estimates, third edition.
-- One row. Columns: value (percent), as_of (year).
SELECT value, reference_year::VARCHAR AS as_of
FROM ilo.global_estimates
WHERE edition = 2021 AND reference_year = 2019 AND indicator = 'migrant-share-of-labour-force' AND dimension = 'total'
