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
    growing_to        INTEGER,
    type_id           TEXT NOT NULL,
    availability_zone TEXT,
    backend           TEXT,
    bootable          INTEGER NOT NULL,
    exports           INTEGER NOT NULL,
    created_at        TEXT NOT NULL,
    updated_at        TEXT,
    metadata          TEXT NOT NULL,
    group_id          TEXT,
    image_metadata    TEXT NOT NULL,
    migration_status  TEXT
) WITHOUT ROWID;
CREATE INDEX volumes_newest ON volumes (created_at, id);
CREATE INDEX volumes_of_project ON volumes (project, created_at, id);
CREATE INDEX volumes_by_name ON volumes (name);
CREATE INDEX volumes_of_backend ON volumes (backend);
CREATE INDEX volumes_of_group ON volumes (group_id) WHERE group_id IS NOT NULL;

-- Open offers only: a row comes with the offer and goes with it.
CREATE TABLE transfers (
    id           TEXT NOT NULL PRIMARY KEY,
    volume_id    TEXT NOT NULL UNIQUE,
    project      TEXT NOT NULL,
    name         TEXT,
    no_snapshots INTEGER NOT NULL,
    created_at   TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX transfers_of_project ON transfers (project, created_at, id);

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
    group_snapshot_id TEXT,
    progress    TEXT
) WITHOUT ROWID;
CREATE INDEX snapshots_of_volume ON snapshots (volume_id);
CREATE INDEX snapshots_newest ON snapshots (created_at, id);
CREATE INDEX snapshots_of_project ON snapshots (project, created_at, id);

-- Groups are few, so all of one is written whenever it changes. owes: whether something of it is still to be done.
CREATE TABLE groups (
    id                TEXT NOT NULL PRIMARY KEY,
    project           TEXT NOT NULL,
    name              TEXT,
    description       TEXT,
    status            TEXT NOT NULL,
    availability_zone TEXT,
    group_type_id     TEXT NOT NULL,
    created_at        TEXT NOT NULL,
    updated_at        TEXT,
    owes              INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX groups_newest ON groups (created_at, id);
CREATE INDEX groups_of_project ON groups (project, created_at, id);
CREATE INDEX groups_that_owe ON groups (id) WHERE owes;

CREATE TABLE group_snapshots (
    id            TEXT NOT NULL PRIMARY KEY,
    group_id      TEXT NOT NULL,
    group_type_id TEXT NOT NULL,
    project       TEXT NOT NULL,
    name          TEXT,
    description   TEXT,
    status        TEXT NOT NULL,
    created_at    TEXT NOT NULL,
    updated_at    TEXT
) WITHOUT ROWID;
CREATE INDEX group_snapshots_of_group ON group_snapshots (group_id);
CREATE INDEX group_snapshots_newest ON group_snapshots (created_at, id);
CREATE INDEX group_snapshots_of_project ON group_snapshots (project, created_at, id);

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
