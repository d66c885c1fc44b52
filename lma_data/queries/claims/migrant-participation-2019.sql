-- Labour force participation rate of migrants aged 15 and over in 2019. ILO Global Estimates, third edition.
-- One row. Columns: value (percent), as_of (year).
SELECT value, reference_year::VARCHAR AS as_of
FROM ilo.global_estimates
WHERE edition = 2021 AND reference_year = 2019 AND indicator = 'labour-force-participation-rate'
  AND category = 'migrants' AND sex = 'both'
