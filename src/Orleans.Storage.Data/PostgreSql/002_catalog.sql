-- What lists, counts and look-ups read. The triggers of 003 keep it in the transaction that writes a volume's state. Only what is queried is here; a list of volumes
-- takes its page from `volumes` and the rest from the state documents; so does a list of exports, which only reconcilers read. Indexes hold no column that an attach changes, so that the update of a row touches none of them.

CREATE TABLE volumes (
    id                uuid PRIMARY KEY,
    project           text COLLATE "C" NOT NULL,
    name              text COLLATE "C",
    description       text COLLATE "C",
    status            text COLLATE "C" NOT NULL,
    attach_status     text COLLATE "C" NOT NULL,
    size              integer NOT NULL,
    type_id           uuid NOT NULL,
    availability_zone text COLLATE "C",
    backend           text COLLATE "C",
    bootable          boolean NOT NULL,
    exports           integer NOT NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz,
    metadata          jsonb NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX volumes_newest ON volumes (created_at, id);
CREATE INDEX volumes_of_project ON volumes (project, created_at, id);
CREATE INDEX volumes_by_name ON volumes (name);
CREATE INDEX volumes_of_backend ON volumes (backend);

CREATE TABLE attachments (
    id            uuid PRIMARY KEY,
    seq           bigint GENERATED ALWAYS AS IDENTITY,
    volume_id     uuid NOT NULL,
    project       text COLLATE "C" NOT NULL,
    instance_id   uuid,
    attach_status text COLLATE "C" NOT NULL,
    attached_host text COLLATE "C"
) WITH (fillfactor = 70);
CREATE INDEX attachments_of_volume ON attachments (volume_id);
CREATE INDEX attachments_of_project ON attachments (project, seq, id);

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
    metadata    jsonb NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX snapshots_of_volume ON snapshots (volume_id);
CREATE INDEX snapshots_newest ON snapshots (created_at, id);
CREATE INDEX snapshots_of_project ON snapshots (project, created_at, id);

-- Open operations only: a row comes with the intent and goes with it.
CREATE TABLE intents (
    volume_id uuid PRIMARY KEY,
    backend   text COLLATE "C",
    not_after timestamptz NOT NULL
) WITH (fillfactor = 50);

-- The timeline. It outlives its volume.
CREATE TABLE operations (
    volume_id  uuid NOT NULL,
    ended_at   timestamptz NOT NULL,
    id         uuid NOT NULL,
    seq        bigint GENERATED ALWAYS AS IDENTITY,
    kind       text NOT NULL,
    subject    text,
    epoch      bigint NOT NULL,
    request_id text NOT NULL,
    user_id    text NOT NULL,
    started_at timestamptz NOT NULL,
    error      text,
    PRIMARY KEY (volume_id, ended_at, id)
);
