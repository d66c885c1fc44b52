-- The years for which IDMC's movements by conflict and by disasters are both at hand.
-- One row: a year. Columns: year.
SELECT year FROM idmc.flows GROUP BY year HAVING count(*) FILTER (WHERE cause = 'conflict') > 0 ORDER BY year
