-- See the script of the same name for PostgreSQL.
CREATE VIEW open_operations AS SELECT i.backend, d.document ->> '$.intent.started' AS started_at FROM intents i JOIN documents d ON d.id = i.volume_id AND d.kind = 'volume';
