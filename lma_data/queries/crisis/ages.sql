-- What sex and age are the people of one of UNHCR's categories? Global Trends 2025, end of 2025.
-- One row: an age band; then those of known sex and unknown age, then those of unknown sex. Parameters: $category (REF, ASY,
-- OIP, IDP).
-- Columns: band (0-4, 5-11, 12-17, 18-59, 60+, age unknown, sex unknown); female, male (persons, NULL where sex is not
-- known), persons (in the band), total (all people of the category), year (at its end).
WITH summed AS (
    SELECT
        max(year)::BIGINT AS year, sum(total)::BIGINT AS total,
        [sum(female_0_4), sum(female_5_11), sum(female_12_17), sum(female_18_59), sum(female_60_plus),
            sum(female_age_unknown), NULL] AS females,
        [sum(male_0_4), sum(male_5_11), sum(male_12_17), sum(male_18_59), sum(male_60_plus),
            sum(male_age_unknown), NULL] AS males,
        sum(total) - sum(female_total) - sum(male_total) AS sex_unknown
    FROM unhcr.demographics
    WHERE pop_type = $category
)
SELECT
    ['0-4', '5-11', '12-17', '18-59', '60+', 'age unknown', 'sex unknown'][place] AS band,
    females[place]::BIGINT AS female,
    males[place]::BIGINT AS male,
    coalesce(females[place] + males[place], sex_unknown)::BIGINT AS persons,
    total, year
FROM summed, range(1, 8) AS places(place)
ORDER BY place
