-- Takes a batch out, as if it had never been. A file of it that came again later belongs to that later batch. Parameter: $batch.
UPDATE analysis.source SET
    batch = (SELECT min(g.batch) FROM analysis.again g WHERE g.source = analysis.source.id),
    position = (
        SELECT min(g.position) FROM analysis.again g
        WHERE g.source = analysis.source.id
            AND g.batch = (SELECT min(h.batch) FROM analysis.again h WHERE h.source = analysis.source.id)
    )
WHERE batch = $batch AND id IN (SELECT source FROM analysis.again WHERE batch > $batch);
DELETE FROM analysis.again
WHERE batch = $batch OR EXISTS (SELECT 1 FROM analysis.source s WHERE s.id = analysis.again.source AND s.batch = analysis.again.batch);
DELETE FROM identities.name WHERE source IN (SELECT id FROM analysis.source WHERE batch = $batch);
DELETE FROM identities.fact WHERE source IN (SELECT id FROM analysis.source WHERE batch = $batch);
DELETE FROM identities.set_aside WHERE source IN (SELECT id FROM analysis.source WHERE batch = $batch);
DELETE FROM identities.source WHERE source IN (SELECT id FROM analysis.source WHERE batch = $batch);
DELETE FROM identities.author WHERE batch = $batch;
DELETE FROM analysis.fact WHERE source IN (SELECT id FROM analysis.source WHERE batch = $batch);
DELETE FROM analysis.link WHERE source IN (SELECT id FROM analysis.source WHERE batch = $batch);
DELETE FROM analysis.line WHERE source IN (SELECT id FROM analysis.source WHERE batch = $batch);
DELETE FROM analysis.covers WHERE source IN (SELECT id FROM analysis.source WHERE batch = $batch);
DELETE FROM analysis.again WHERE source IN (SELECT id FROM analysis.source WHERE batch = $batch);
DELETE FROM analysis.source WHERE batch = $batch;
DELETE FROM analysis.decision WHERE batch = $batch;
DELETE FROM analysis.batch WHERE id = $batch
