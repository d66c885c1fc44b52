-- In which countries of asylum (or from which origins) are children the largest part? Global Trends 2025, end of 2025.
-- One row: a country or territory with at least $least people of the category. Parameters: $category (REF, ASY, OIP, IDP),
-- $side (asylum or origin), $least (persons).
-- Columns: area; children (percent of those whose age is known who are under 18); women (percent of those whose sex is known
-- who are women and girls); known_age, known_sex (percent of all people of the category there); persons (all of them); year.
WITH summed AS (
    SELECT
        CASE WHEN $side = 'origin' THEN origin ELSE asylum END AS area,
        max(year)::BIGINT AS year,
        sum(total) AS persons,
        coalesce(sum(female_total), 0) AS females,
        coalesce(sum(female_total + male_total), 0) AS with_sex,
        coalesce(sum(female_total + male_total - female_age_unknown - male_age_unknown), 0) AS with_age,
        sum(female_0_4 + female_5_11 + female_12_17 + male_0_4 + male_5_11 + male_12_17) AS minors
    FROM unhcr.demographics
    WHERE pop_type = $category
    GROUP BY 1
)
SELECT
    area,
    (100.0 * minors / nullif(with_age, 0))::DOUBLE AS children,
    (100.0 * females / nullif(with_sex, 0))::DOUBLE AS women,
    (100.0 * with_age / persons)::DOUBLE AS known_age,
    (100.0 * with_sex / persons)::DOUBLE AS known_sex,
    persons::BIGINT AS persons,
    year
FROM summed
JOIN geography.areas USING (area)
WHERE kind = 'country' AND persons >= $least
ORDER BY children DESC NULLS LAST, area
