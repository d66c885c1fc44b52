-- Tables of the files that spoke of whom is to be erased. Parameter: $cohort.
SELECT id FROM analysis.source
WHERE cohort = $cohort
    AND sha256 IN (SELECT s.sha256 FROM analysis.source s JOIN doomed_line d ON d.source = s.id)
