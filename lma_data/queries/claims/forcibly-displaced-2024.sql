-- People forcibly displaced at mid-2024, the headline that UNHCR published. Mid-Year Trends 2024.
-- One row. Columns: value (million people), as_of (day).
SELECT persons / 1e6 AS value, as_of::VARCHAR AS as_of
FROM unhcr.headlines
WHERE as_of = '2024-06-30'
