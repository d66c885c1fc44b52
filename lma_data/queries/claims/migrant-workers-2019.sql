-- Migrant workers in the world in 2019. ILO Global Estimates, third edition.
-- One row. Columns: value (million people), as_of (year).
SELECT value, reference_year::VARCHAR AS as_of
FROM ilo.global_estimates
WHERE edition = 2021 AND reference_year = 2019 AND indicator = 'migrant-workers'
  AND dimension = 'total' AND unit = 'million persons'
