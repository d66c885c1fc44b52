-- To which regions and groups of the United Nations and of the World Bank does one country belong?
-- One row: the country. Parameters: $area.
-- Columns: region, subregion, intermediate (M49; intermediate NULL where there is none), sdg_region, ilo_subregion (keys, NULL
-- where it has none), ilo_member, ldc, lldc, sids (NULL where not known), income_group (key, NULL where never classified),
-- fiscal_year (of its last classification), since (first fiscal year of the run that lasts until then), newest_fiscal_year
-- (of the table).
WITH classified AS (
    SELECT income_group, fiscal_year, lag(income_group) OVER (ORDER BY fiscal_year) AS before
    FROM geography.income_groups
    WHERE area = $area
),
newest AS (FROM classified ORDER BY fiscal_year DESC LIMIT 1)
SELECT
    region, subregion, intermediate, sdg_region, ilo_subregion, ilo_member, ldc, lldc, sids,
    (SELECT income_group FROM newest) AS income_group,
    (SELECT fiscal_year FROM newest)::BIGINT AS fiscal_year,
    (SELECT max(fiscal_year) FROM classified WHERE income_group IS DISTINCT FROM before)::BIGINT AS since,
    (SELECT max(fiscal_year) FROM geography.income_groups)::BIGINT AS newest_fiscal_year
FROM geography.areas
WHERE area = $area
