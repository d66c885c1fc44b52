-- How do migrants differ from others at work? ILO Global Estimates, where an edition gives both figures.
-- One row: a measure in an edition, for its reference year.
-- Columns: measure (participation, unemployment, agriculture, industry), edition, reference_year, migrants, others (percent:
-- participation of those aged 15 and over, unemployment of the labour force, sectors of the employed), source_url.
WITH figures AS (
    SELECT
        CASE indicator
            WHEN 'labour-force-participation-rate' THEN 'participation'
            WHEN 'unemployment-rate' THEN 'unemployment'
            ELSE category
        END AS measure,
        edition,
        reference_year,
        category = 'non-migrants' OR indicator = 'employed-non-migrants' AS is_other,
        value,
        url
    FROM ilo.global_estimates
    WHERE sex = 'both' AND unit = 'percent'
      AND (
        indicator IN ('labour-force-participation-rate', 'unemployment-rate')
        OR (indicator IN ('employed-migrants', 'employed-non-migrants') AND dimension = 'sector')
      )
)
SELECT
    measure,
    edition,
    reference_year,
    any_value(value) FILTER (WHERE NOT is_other) AS migrants,
    any_value(value) FILTER (WHERE is_other) AS others,
    any_value(url) AS source_url
FROM figures
GROUP BY measure, edition, reference_year
HAVING migrants IS NOT NULL AND others IS NOT NULL
ORDER BY migrants DESC, measure
