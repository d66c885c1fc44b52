-- What is other after what is incoming than before.
INSERT INTO change
SELECT
    coalesce(a.person, b.person), coalesce(a.thing, b.thing), coalesce(a.identity, b.identity),
    b.value, a.value, b.source, b.row, a.source, a.row
FROM (SELECT * FROM state WHERE moment = 3) a
FULL JOIN (SELECT * FROM state WHERE moment = 1) b ON b.person = a.person AND b.thing = a.thing
WHERE a.value IS DISTINCT FROM b.value
