-- Which sources of a cohort count, and how high they stand. Parameter: $cohort.
INSERT INTO speaking
SELECT
    id,
    CASE WHEN is_new THEN 3 WHEN renewed THEN 1 ELSE 2 END,
    authority >= 100,
    kin,
    authority,
    dense_rank() OVER (ORDER BY authority, as_of NULLS FIRST, batch),
    row_number() OVER (ORDER BY authority, as_of NULLS FIRST, batch, position, id)
FROM (
    SELECT
        s.*,
        row_number() OVER (PARTITION BY is_new, place ORDER BY batch DESC, position DESC, id DESC) AS reading,
        NOT is_new AND EXISTS (SELECT 1 FROM incoming_source i WHERE i.place = s.place) AS renewed
    FROM (
        SELECT id, batch, position, place, kin, authority, as_of, FALSE AS is_new FROM analysis.source WHERE cohort = $cohort
        UNION ALL
        SELECT id, batch, position, place, kin, authority, as_of, TRUE FROM incoming_source
    ) s
) readings
WHERE reading = 1
