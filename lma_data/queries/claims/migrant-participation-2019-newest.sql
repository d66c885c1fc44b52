-- Migrants in the labour force over migrants aged 15 and over, newest edition. ILO Global Estimates; computed here.
-- One row. Columns: value (percent), as_of (year).
SELECT 100 * active.value / adults.value AS value, active.reference_year::VARCHAR AS as_of
FROM ilo.global_estimates AS active
JOIN ilo.global_estimates AS adults USING (edition, reference_year, dimension, unit)
WHERE active.indicator = 'migrants-in-labour-force' AND adults.indicator = 'migrants-15-plus'
  AND dimension = 'total' AND unit = 'million persons'
ORDER BY edition DESC, reference_year DESC
LIMIT 1
