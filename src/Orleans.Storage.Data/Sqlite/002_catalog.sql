-- What lists, counts and look-ups read; see the script of the same name for PostgreSQL. Ids are lower-case dashed text. Times are the text of the state's JSON, always
-- in UTC with offset +00:00 and a fraction without trailing zeros, which sorts as text as it does as time.

CREATE TABLE volumes (
    id                TEXT NOT NULL PRIMARY KEY,
    project           TEXT NOT NULL,
    name              TEXT,
    description       TEXT,
    status            TEXT NOT NULL,
    attach_status     TEXT NOT NULL,
    size              INTEGER NOT NULL,
    type_id           TEXT NOT NULL,
    availability_zone TEXT,
    backend           TEXT,
    bootable          INTEGER NOT NULL,
    exports           INTEGER NOT NULL,
    created_at        TEXT NOT NULL,
    updated_at        TEXT,
    metadata          TEXT NOT NULL,
    image_metadata    TEXT NOT NULL,
    migration_status  TEXT
) WITHOUT ROWID;
CREATE INDEX volumes_newest ON volumes (created_at, id);
CREATE INDEX volumes_of_project ON volumes (project, created_at, id);
CREATE INDEX volumes_by_name ON volumes (name);
CREATE INDEX volumes_of_backend ON volumes (backend);

CREATE TABLE attachments (
    seq           INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    volume_id     TEXT NOT NULL,
    project       TEXT NOT NULL,
    instance_id   TEXT,
    attach_status TEXT NOT NULL,
    attached_host TEXT
);
CREATE INDEX attachments_of_volume ON attachments (volume_id);
CREATE INDEX attachments_of_project ON attachments (project, seq, id);

CREATE TABLE snapshots (
    id          TEXT NOT NULL PRIMARY KEY,
    volume_id   TEXT NOT NULL,
    project     TEXT NOT NULL,
    user_id     TEXT NOT NULL,
    name        TEXT,
    description TEXT,
    status      TEXT NOT NULL,
    size        INTEGER NOT NULL,
    created_at  TEXT NOT NULL,
    updated_at  TEXT,
    metadata    TEXT NOT NULL,
    progress    TEXT
) WITHOUT ROWID;
CREATE INDEX snapshots_of_volume ON snapshots (volume_id);
CREATE INDEX snapshots_newest ON snapshots (created_at, id);
CREATE INDEX snapshots_of_project ON snapshots (project, created_at, id);

-- Open operations only: a row comes with the intent and goes with it.
CREATE TABLE intents (
    volume_id TEXT NOT NULL PRIMARY KEY,
    backend   TEXT,
    not_after TEXT NOT NULL
) WITHOUT ROWID;

-- The timeline. It outlives its volume. What one write ended is kept as the document has it and taken apart when it is read. A seq is never given twice: readers remember how far they came.
CREATE TABLE operation_facts (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT,
    volume_id TEXT NOT NULL,
    document  TEXT NOT NULL
);
CREATE INDEX operations_of_volume ON operation_facts (volume_id, seq);

CREATE VIEW operations AS SELECT f.volume_id, f.seq, e.key AS position, e.value AS document FROM operation_facts f, json_each(f.document) e;
