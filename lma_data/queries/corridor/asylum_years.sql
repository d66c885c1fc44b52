-- From which year on are new applications for asylum, and decisions, known, and up to which?
-- One row: all of it. No parameters. Columns: applied_from, decided_from, last (years).
SELECT
    (SELECT max(year) + 1 FROM unhcr.asylum_applications WHERE app_type = 'V')::BIGINT AS applied_from,
    min(year)::BIGINT AS decided_from, max(year)::BIGINT AS last
FROM unhcr.asylum_decisions
