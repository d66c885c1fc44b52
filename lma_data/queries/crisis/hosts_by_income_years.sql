-- What share of refugees and other people in need of international protection do low- and middle-income countries host?
-- UNHCR's newest edition, each year by the World Bank's classification in force at its end.
-- One row: a year. No parameters.
-- Columns: year; low_and_middle, high, unclassified (percent of all at the end of the year; unclassified: hosts that the
-- World Bank did not classify then).
WITH counted AS (
    SELECT year, asylum, sum(refugees + coalesce(oip, 0)) AS persons
    FROM unhcr.population
    WHERE year >= (SELECT min(year) FROM idmc.displaced_by_conflict)
    GROUP BY year, asylum
)
SELECT
    counted.year::BIGINT AS year,
    (100.0 * sum(persons) FILTER (WHERE income_group IN ('LIC', 'LMC', 'UMC')) / sum(persons))::DOUBLE AS low_and_middle,
    (100.0 * sum(persons) FILTER (WHERE income_group = 'HIC') / sum(persons))::DOUBLE AS high,
    (100.0 * coalesce(sum(persons) FILTER (WHERE income_group IS NULL), 0) / sum(persons))::DOUBLE AS unclassified
FROM counted
LEFT JOIN geography.income_groups AS bank ON bank.area = counted.asylum AND bank.fiscal_year = counted.year + 1
GROUP BY counted.year
ORDER BY counted.year
