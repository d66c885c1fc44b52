-- How many people are displaced, by category? UNHCR, UNRWA and IDMC as in UNHCR's newest edition, with the totals published.
-- One row: a year, from the first that IDMC counts. No parameters.
-- Columns: year; persons at the end of it: refugees, other_protection, asylum_seekers (NULL before each was counted),
-- palestine_refugees, idps (until 2008 IDMC has only a world figure, under UNK, so all areas are summed);
-- published_mid_year, published_year_end (persons, each as first published, NULL where none is cited).
-- The categories overlap: they are never added up.
WITH of_unhcr AS (
    SELECT
        year,
        sum(refugees)::BIGINT AS refugees,
        sum(oip)::BIGINT AS other_protection,
        sum(asylum_seekers)::BIGINT AS asylum_seekers
    FROM unhcr.population
    WHERE year >= (SELECT min(year) FROM idmc.displaced_by_conflict)
    GROUP BY year
),
of_unrwa AS (
    SELECT year, sum(persons)::BIGINT AS palestine_refugees FROM unrwa.registered_refugees GROUP BY year
),
of_idmc AS (
    SELECT year, sum(persons)::BIGINT AS idps FROM idmc.displaced_by_conflict GROUP BY year
),
published AS (
    SELECT
        extract(year FROM as_of) AS year,
        (max(persons) FILTER (WHERE extract(month FROM as_of) = 6))::BIGINT AS published_mid_year,
        (max(persons) FILTER (WHERE extract(month FROM as_of) = 12))::BIGINT AS published_year_end
    FROM unhcr.headlines
    GROUP BY 1
)
SELECT
    year::BIGINT AS year, idps, refugees, asylum_seekers, other_protection, palestine_refugees,
    published_mid_year, published_year_end
FROM of_unhcr
LEFT JOIN of_unrwa USING (year)
LEFT JOIN of_idmc USING (year)
LEFT JOIN published USING (year)
ORDER BY year
