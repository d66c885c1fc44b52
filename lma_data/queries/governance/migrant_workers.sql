-- How many migrant workers does each edition of the ILO's Global Estimates count? Editions are no series.
-- One row: an edition, for its own reference year.
-- Columns: edition, reference_year, workers (persons; the ILO rounds to 0.1 million), share_of_workers (percent of what
-- share_indicator says: all workers, or the labour force), indicator, source_url (the text that quotes the figure).
WITH totals AS (
    SELECT edition, reference_year, indicator, (value * 1e6)::BIGINT AS workers, url AS source_url
    FROM ilo.global_estimates
    WHERE indicator IN ('migrant-workers', 'migrants-in-labour-force')
      AND dimension = 'total' AND sex = 'both' AND unit = 'million persons'
),
of_each_edition AS (  -- the fourth edition also back-casts other years: those are not its estimate for its own year
    SELECT * FROM totals
    QUALIFY row_number() OVER (PARTITION BY edition ORDER BY reference_year DESC) = 1
),
shares AS (
    SELECT edition, reference_year, any_value(value) AS share_of_workers, any_value(indicator) AS share_indicator
    FROM ilo.global_estimates
    WHERE indicator IN ('migrant-share-of-workers', 'migrant-share-of-labour-force')
      AND dimension = 'total' AND sex = 'both' AND unit = 'percent'
    GROUP BY edition, reference_year
)
SELECT edition, reference_year, workers, share_of_workers, share_indicator, indicator, source_url
FROM of_each_edition
LEFT JOIN shares USING (edition, reference_year)
ORDER BY edition
