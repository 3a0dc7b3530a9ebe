-- What lists, counts and look-ups read. The triggers of 003 keep it in the transaction that writes a volume's state. Here is what is queried, and of that only what seldom
-- changes: what every attach changes (states, times, hosts) stays in the state document, and the views read it there when a query asks for it. So an attach writes
-- nothing but its attachment's coming and going, its intents and its entries of the timeline.

-- A line of a state document as an object, and the line of a document; 003 says which line is what.
CREATE FUNCTION line_part(line text) RETURNS jsonb LANGUAGE sql IMMUTABLE
    RETURN ('{' || ltrim(rtrim(line, ','), '{') || '}')::jsonb;
CREATE FUNCTION document_part(document text, line integer) RETURNS jsonb LANGUAGE sql IMMUTABLE
    RETURN ('{' || ltrim(rtrim(split_part(document, E'\n', line), ','), '{') || '}')::jsonb;

CREATE TABLE volume_facts (
    id                uuid PRIMARY KEY,
    project           text COLLATE "C" NOT NULL,
    name              text COLLATE "C",
    description       text COLLATE "C",
    size              integer NOT NULL,
    growing_to        integer,
    type_id           uuid NOT NULL,
    availability_zone text COLLATE "C",
    backend           text COLLATE "C",
    bootable          boolean NOT NULL,
    created_at        timestamptz NOT NULL,
    metadata          jsonb NOT NULL,
    group_id          uuid,
    image_metadata    jsonb NOT NULL,
    migration_status  text COLLATE "C"
);
CREATE INDEX volumes_newest ON volume_facts (created_at, id);
CREATE INDEX volumes_of_project ON volume_facts (project, created_at, id);
CREATE INDEX volumes_by_name ON volume_facts (name);
CREATE INDEX volumes_of_backend ON volume_facts (backend);
CREATE INDEX volumes_of_group ON volume_facts (group_id) WHERE group_id IS NOT NULL;

-- Open offers only: a row comes with the offer and goes with it.
CREATE TABLE transfers (
    id           uuid PRIMARY KEY,
    volume_id    uuid NOT NULL UNIQUE,
    project      text COLLATE "C" NOT NULL,
    name         text COLLATE "C",
    no_snapshots boolean NOT NULL,
    created_at   timestamptz NOT NULL
);
CREATE INDEX transfers_of_project ON transfers (project, created_at, id);

CREATE VIEW volumes AS SELECT f.*,
    (SELECT document_part(s.payload, 1) ->> 'status' FROM orleansstorage s WHERE s.grainidextensionstring = f.id::text AND s.graintypestring = 'volume') COLLATE "C" AS status,
    (SELECT document_part(s.payload, 1) ->> 'attach_status' FROM orleansstorage s WHERE s.grainidextensionstring = f.id::text AND s.graintypestring = 'volume') COLLATE "C" AS attach_status,
    (SELECT (document_part(s.payload, 1) ->> 'updated_at')::timestamptz FROM orleansstorage s WHERE s.grainidextensionstring = f.id::text AND s.graintypestring = 'volume') AS updated_at,
    (SELECT (document_part(s.payload, 1) ->> 'exports_recorded')::integer FROM orleansstorage s WHERE s.grainidextensionstring = f.id::text AND s.graintypestring = 'volume') AS exports
FROM volume_facts f;

CREATE TABLE attachment_facts (
    id          uuid PRIMARY KEY,
    seq         bigint GENERATED ALWAYS AS IDENTITY,
    volume_id   uuid NOT NULL,
    project     text COLLATE "C" NOT NULL,
    instance_id uuid
);
CREATE INDEX attachments_of_volume ON attachment_facts (volume_id);
CREATE INDEX attachments_of_project ON attachment_facts (project, seq, id);

CREATE VIEW attachments AS SELECT f.*,
    (SELECT jsonb_path_query_first(document_part(s.payload, 3), '$.attachments[*] ? (@.id == $id)', jsonb_build_object('id', f.id)) ->> 'status'
     FROM orleansstorage s WHERE s.grainidextensionstring = f.volume_id::text AND s.graintypestring = 'volume') COLLATE "C" AS attach_status,
    (SELECT jsonb_path_query_first(document_part(s.payload, 3), '$.attachments[*] ? (@.id == $id)', jsonb_build_object('id', f.id)) ->> 'host'
     FROM orleansstorage s WHERE s.grainidextensionstring = f.volume_id::text AND s.graintypestring = 'volume') COLLATE "C" AS attached_host
FROM attachment_facts f;

CREATE TABLE snapshots (
    id          uuid PRIMARY KEY,
    volume_id   uuid NOT NULL,
    project     text COLLATE "C" NOT NULL,
    user_id     text COLLATE "C" NOT NULL,
    name        text COLLATE "C",
    description text COLLATE "C",
    status      text COLLATE "C" NOT NULL,
    size        integer NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz,
    metadata    jsonb NOT NULL,
    group_snapshot_id uuid,
    progress    text COLLATE "C"
) WITH (fillfactor = 70);
CREATE INDEX snapshots_of_volume ON snapshots (volume_id);
CREATE INDEX snapshots_newest ON snapshots (created_at, id);
CREATE INDEX snapshots_of_project ON snapshots (project, created_at, id);

-- Groups are few, so all of one is written whenever it changes. owes: whether something of it is still to be done.
CREATE TABLE groups (
    id                uuid PRIMARY KEY,
    project           text COLLATE "C" NOT NULL,
    name              text COLLATE "C",
    description       text COLLATE "C",
    status            text COLLATE "C" NOT NULL,
    availability_zone text COLLATE "C",
    group_type_id     uuid NOT NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz,
    owes              boolean NOT NULL
);
CREATE INDEX groups_newest ON groups (created_at, id);
CREATE INDEX groups_of_project ON groups (project, created_at, id);
CREATE INDEX groups_that_owe ON groups (id) WHERE owes;

CREATE TABLE group_snapshots (
    id            uuid PRIMARY KEY,
    group_id      uuid NOT NULL,
    group_type_id uuid NOT NULL,
    project       text COLLATE "C" NOT NULL,
    name          text COLLATE "C",
    description   text COLLATE "C",
    status        text COLLATE "C" NOT NULL,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz
);
CREATE INDEX group_snapshots_of_group ON group_snapshots (group_id);
CREATE INDEX group_snapshots_newest ON group_snapshots (created_at, id);
CREATE INDEX group_snapshots_of_project ON group_snapshots (project, created_at, id);

-- Open operations only: a row comes with the intent and goes with it.
CREATE TABLE intents (
    volume_id uuid PRIMARY KEY,
    backend   text COLLATE "C",
    not_after timestamptz NOT NULL
) WITH (fillfactor = 50);

-- The timeline. It outlives its volume. What one write ended is kept as the document has it and taken apart when it is read.
CREATE TABLE operation_facts (
    volume_id uuid NOT NULL,
    seq       bigint GENERATED ALWAYS AS IDENTITY,
    document  text NOT NULL,
    PRIMARY KEY (volume_id, seq)
);

CREATE VIEW operations AS SELECT f.volume_id, f.seq, e.position, e.entry::text AS document
FROM operation_facts f CROSS JOIN LATERAL jsonb_array_elements(line_part(f.document) -> 'ended') WITH ORDINALITY AS e (entry, position);
