-- People forcibly displaced, the newest headline that UNHCR published.
-- One row. Columns: value (million people), as_of (day).
SELECT persons / 1e6 AS value, as_of::VARCHAR AS as_of
FROM unhcr.headlines AS headlines
ORDER BY headlines.as_of DESC
LIMIT 1
