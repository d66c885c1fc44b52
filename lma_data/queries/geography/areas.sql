-- Every area that the datasets know, with its names.
-- One row: an area. Columns: area (key), kind, name_en, name_fr, label_en, label_fr (short, for charts), codes (ISO2 and
-- M49), variants (other names), successors (of a State that is no more); these three separated by |.
SELECT area, kind, name_en, name_fr, label_en, label_fr, concat_ws('|', iso2, m49) AS codes, variants, successors
FROM geography.areas
ORDER BY area
