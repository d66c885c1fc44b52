-- The years in which all four solutions were recorded.
-- One row: a year. Columns: year.
SELECT year
FROM unhcr.solutions
GROUP BY year
HAVING count(returned_refugees) > 0 AND count(returned_idps) > 0 AND count(resettlement) > 0 AND count(naturalisation) > 0
ORDER BY year
