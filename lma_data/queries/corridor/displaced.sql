-- How many refugees and asylum-seekers from each of two countries are in the other? UNHCR, Global Trends 2025.
-- One row: a direction and a year in which UNHCR counts anybody. Parameters: $origin, $destination (ISO3): both directions.
-- Columns: origin, asylum (ISO3), year (its end), refugees, asylum_seekers, other_protection (persons; NULL where the
-- category was not collected).
SELECT
    origin, asylum, year::BIGINT AS year,
    refugees::BIGINT AS refugees, asylum_seekers::BIGINT AS asylum_seekers, oip::BIGINT AS other_protection
FROM unhcr.population
WHERE ((origin = $origin AND asylum = $destination) OR (origin = $destination AND asylum = $origin))
    AND (refugees IS NOT NULL OR asylum_seekers IS NOT NULL OR oip IS NOT NULL)
ORDER BY origin <> $origin, year
