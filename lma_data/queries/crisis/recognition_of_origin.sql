-- How differently are claims of people from one country decided at first instance? UNHCR, Global Trends 2025.
-- One row: a country or territory of asylum with at least $least decisions on the substance at first instance (FI), in
-- persons, on claims from $origin. Parameters: $year, $origin, $least (decisions).
-- Columns: area; decided (recognized, other and rejected), recognized (as refugees), other (complementary protection),
-- rejected, closed (otherwise closed, not in the rates), all in persons; recognition (recognized, percent of decided),
-- protection (recognized and other, percent of decided).
SELECT
    asylum AS area,
    sum(recognized + other + rejected)::BIGINT AS decided,
    sum(recognized)::BIGINT AS recognized,
    sum(other)::BIGINT AS other,
    sum(rejected)::BIGINT AS rejected,
    sum(closed)::BIGINT AS closed,
    (100.0 * sum(recognized) / sum(recognized + other + rejected))::DOUBLE AS recognition,
    (100.0 * sum(recognized + other) / sum(recognized + other + rejected))::DOUBLE AS protection
FROM unhcr.asylum_decisions
WHERE year = $year AND origin = $origin AND dec_level = 'FI' AND dec_pc = 'P'
GROUP BY asylum
HAVING sum(recognized + other + rejected) >= $least
ORDER BY protection DESC, decided DESC, area
