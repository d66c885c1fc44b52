-- Counters of all acts: the next batch, settings, batches that are there, and cohorts.
SELECT
    (SELECT value FROM store_meta WHERE name = 'next'), (SELECT value FROM store_meta WHERE name = 'set'),
    (SELECT count(*) FROM analysis.batch), (SELECT count(*) FROM analysis.cohort)
