-- What is inside the total of forcibly displaced people that UNHCR published for a date?
-- One row: a category of the total. Parameters: $as_of (day).
-- Columns: category; persons (in the first edition that has the date, NULL where that edition has no count of its own) with
-- its edition and status; newest_persons and newest_edition (the newest edition that has the date); publication and
-- published_persons (the total, cited); same_report (the edition is that of the publication); added_up (all categories
-- added, NULL where one is missing) and excess (added_up less the published total: people counted twice).
WITH editions (edition, place) AS (  -- from the oldest
    VALUES ('mid-year-trends-2024', 1), ('global-trends-2024', 2), ('global-trends-2025', 3)
),
parts AS (
    SELECT totals.category, totals.persons::BIGINT AS persons, totals.status, totals.edition, editions.place
    FROM unhcr.totals_by_edition AS totals
    JOIN editions ON editions.edition = totals.edition
    WHERE totals.as_of = CAST($as_of AS DATE)
      AND totals.category IN ('refugees', 'asylum_seekers', 'oip', 'palestine_refugees', 'displaced_by_conflict')
),
first_edition AS (SELECT * FROM parts WHERE place = (SELECT min(place) FROM parts)),
newest AS (SELECT * FROM parts WHERE place = (SELECT max(place) FROM parts)),
whole AS (
    SELECT CASE WHEN count(persons) = count(*) THEN sum(persons)::BIGINT END AS added_up FROM first_edition
),
published AS (
    SELECT publication, persons::BIGINT AS published_persons FROM unhcr.headlines WHERE as_of = CAST($as_of AS DATE)
)
SELECT
    first_edition.category, first_edition.persons, first_edition.status, first_edition.edition,
    newest.persons AS newest_persons, newest.edition AS newest_edition,
    published.publication, published.published_persons,
    lower(replace(published.publication, ' ', '-')) = first_edition.edition AS same_report,
    whole.added_up, whole.added_up - published.published_persons AS excess
FROM first_edition
JOIN newest ON newest.category = first_edition.category
CROSS JOIN whole
CROSS JOIN published
ORDER BY first_edition.persons DESC NULLS LAST, first_edition.category
