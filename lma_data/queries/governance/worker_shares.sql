-- Which part of the labour force are migrants? ILO Global Estimates, each edition for its own reference year.
-- One row: the world, a subregion or an income group in an edition that gives it.
-- Columns: edition, reference_year, dimension (total, subregion, income-group), category, indicator
-- (migrant-share-of-workers: of all workers; migrant-share-of-labour-force), share (percent), note_en, note_fr, source_url.
SELECT edition, reference_year, dimension, category, indicator, value AS share, note_en, note_fr, url AS source_url
FROM ilo.global_estimates
WHERE indicator IN ('migrant-share-of-workers', 'migrant-share-of-labour-force') AND unit = 'percent' AND sex = 'both'
ORDER BY edition, dimension = 'total' DESC, share DESC
