-- What is inside the total of forcibly displaced people that UNHCR published for a date?
-- One row: a category of the total. Parameters: $as_of (day), $categories (list: those that the total is made of).
-- Columns: category; persons (in the first edition that has the date, NULL where that edition has no count of its own) with
-- its edition, its title (edition_en, edition_fr; that of the report, or the edition's key where no report has a total here)
-- and status; newest_persons, newest_edition, newest_en, newest_fr (the same of the newest edition that has the date);
-- report_en, report_fr and published_persons (the total, cited); same_report (the edition is that of the report); added_up
-- (all categories added, NULL where one is missing) and excess (added_up less the published total: people counted twice).
WITH parts AS (
    SELECT category, persons::BIGINT AS persons, status, edition, published
    FROM unhcr.totals_by_edition
    WHERE as_of = CAST($as_of AS DATE) AND category IN (SELECT unnest($categories))
),
first_edition AS (SELECT * FROM parts WHERE published = (SELECT min(published) FROM parts)),
newest AS (SELECT * FROM parts WHERE published = (SELECT max(published) FROM parts)),
whole AS (
    SELECT CASE WHEN count(persons) = count(*) THEN sum(persons)::BIGINT END AS added_up FROM first_edition
),
reports AS (
    SELECT
        as_of, publication AS en, publication_fr AS fr, persons::BIGINT AS persons,
        lower(replace(publication, ' ', '-')) AS edition
    FROM unhcr.headlines
),
published AS (SELECT * FROM reports WHERE as_of = CAST($as_of AS DATE))
SELECT
    first_edition.category, first_edition.persons, first_edition.status, first_edition.edition,
    coalesce(of_first.en, first_edition.edition) AS edition_en,
    coalesce(of_first.fr, first_edition.edition) AS edition_fr,
    newest.persons AS newest_persons, newest.edition AS newest_edition,
    coalesce(of_newest.en, newest.edition) AS newest_en,
    coalesce(of_newest.fr, newest.edition) AS newest_fr,
    published.en AS report_en, published.fr AS report_fr, published.persons AS published_persons,
    published.edition = first_edition.edition AS same_report,
    whole.added_up, whole.added_up - published.persons AS excess
FROM first_edition
LEFT JOIN newest ON newest.category = first_edition.category
LEFT JOIN reports AS of_first ON of_first.edition = first_edition.edition
LEFT JOIN reports AS of_newest ON of_newest.edition = newest.edition
CROSS JOIN whole
CROSS JOIN published
ORDER BY first_edition.persons DESC NULLS LAST, first_edition.category
