-- Keys that clients gave to their creates; see the script of the same name for PostgreSQL.
CREATE TABLE idempotency_keys (
    key            TEXT NOT NULL PRIMARY KEY,
    request_digest TEXT NOT NULL,
    resource_id    TEXT NOT NULL,
    taken_at       TEXT NOT NULL,
    status         INTEGER,
    answer         TEXT
) WITHOUT ROWID;
CREATE INDEX idempotency_keys_oldest ON idempotency_keys (taken_at);
