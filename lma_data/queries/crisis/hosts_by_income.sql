-- In which income groups are the countries that host refugees and other people in need of international protection?
-- UNHCR's newest edition, by the World Bank's classification in force at the end of the year: that of the fiscal year which
-- ends in the middle of the next.
-- One row: an income group, from low to high; last the hosts that the World Bank does not classify. Parameters: $year.
-- Columns: income_group (LIC, LMC, UMC, HIC; UNK not classified); fiscal_year; hosts (countries and territories with at
-- least one); persons at the end of the year: persons, refugees, other_protection; share (percent of the world);
-- largest, largest_persons (the host with most of them).
WITH counted AS (
    SELECT
        asylum,
        sum(refugees)::BIGINT AS refugees,
        sum(oip)::BIGINT AS other_protection,
        (sum(refugees) + coalesce(sum(oip), 0))::BIGINT AS persons
    FROM unhcr.population
    WHERE year = $year
    GROUP BY asylum
    HAVING persons > 0
)
SELECT
    coalesce(bank.income_group, 'UNK') AS income_group,
    ($year + 1)::BIGINT AS fiscal_year,
    count(*) AS hosts,
    sum(persons)::BIGINT AS persons,
    sum(refugees)::BIGINT AS refugees,
    sum(other_protection)::BIGINT AS other_protection,
    (100.0 * sum(persons) / sum(sum(persons)) OVER ())::DOUBLE AS share,
    arg_max(asylum, persons) AS largest,
    max(persons) AS largest_persons
FROM counted
LEFT JOIN geography.income_groups AS bank ON bank.area = counted.asylum AND bank.fiscal_year = $year + 1
GROUP BY 1
ORDER BY list_position(['LIC', 'LMC', 'UMC', 'HIC', 'UNK'], coalesce(bank.income_group, 'UNK'))
