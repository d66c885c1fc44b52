-- Of which countries of origin were claims decided at first instance, often enough for rates, in several countries?
-- One row: a country or territory of origin. Parameters: $least (decisions on the substance in a country of asylum during the
-- newest year, persons), $countries (of asylum, at least).
-- Columns: area; decided (decisions in the newest year in those countries).
WITH decided AS (
    SELECT origin AS area, asylum, sum(recognized + other + rejected) AS decided
    FROM unhcr.asylum_decisions
    WHERE year = (SELECT max(year) FROM unhcr.asylum_decisions) AND dec_level = 'FI' AND dec_pc = 'P'
    GROUP BY origin, asylum
    HAVING decided >= $least
)
SELECT area, sum(decided)::BIGINT AS decided
FROM decided
JOIN geography.areas USING (area)
WHERE kind = 'country'
GROUP BY area
HAVING count(*) >= $countries
ORDER BY decided DESC, area
