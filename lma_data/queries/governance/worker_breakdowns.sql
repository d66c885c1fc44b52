-- Who are the migrant workers? ILO Global Estimates, each edition for its own reference year; editions are no series.
-- One row: a category of a breakdown (income-group, region, subregion, sex, age, sector) in an edition.
-- Columns: edition, reference_year, dimension, category, indicator (employed-migrants: of the employed only), millions
-- (million persons, NULL where not quoted), share (percent of all migrant workers of the edition, quoted; where only the
-- number is quoted, that number over the edition's total), computed (the share was computed here), note_en, note_fr,
-- source_url (the text that quotes the figure).
WITH totals AS (
    SELECT edition, max_by(value, reference_year) AS total, max(reference_year) AS reference_year
    FROM ilo.global_estimates
    WHERE indicator IN ('migrant-workers', 'migrants-in-labour-force')
      AND dimension = 'total' AND sex = 'both' AND unit = 'million persons'
    GROUP BY edition
),
figures AS (
    SELECT
        edition,
        reference_year,
        dimension,
        category,
        indicator,
        any_value(value) FILTER (WHERE unit = 'million persons') AS millions,
        any_value(value) FILTER (WHERE unit = 'percent') AS quoted,
        any_value(note_en) AS note_en,
        any_value(note_fr) AS note_fr,
        any_value(url) AS source_url
    FROM ilo.global_estimates
    WHERE (
            indicator IN ('migrant-workers', 'migrants-in-labour-force')
            OR (indicator = 'employed-migrants' AND dimension = 'sector')
        )
      AND dimension <> 'total' AND (sex = 'both' OR dimension = 'sex')
    GROUP BY edition, reference_year, dimension, category, indicator
)
SELECT
    edition,
    reference_year,
    dimension,
    category,
    indicator,
    millions,
    coalesce(quoted, 100 * millions / total) AS share,
    quoted IS NULL AS computed,
    note_en,
    note_fr,
    source_url
FROM figures
JOIN totals USING (edition, reference_year)
ORDER BY edition, dimension, category
