-- Every area that the datasets know, with its names.
-- One row: an area. Columns: area (key), kind, name_en, name_fr, label_en, label_fr (short, for charts).
SELECT area, kind, name_en, name_fr, label_en, label_fr
FROM geography.areas
ORDER BY area
