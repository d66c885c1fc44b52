-- A file that is dropped again together with new ones changes nothing. If the batch that first had it is undone, it belongs to
-- the later batch, as if it had come only then.
CREATE TABLE analysis.again (batch BIGINT NOT NULL, source BIGINT NOT NULL, position INTEGER NOT NULL);
