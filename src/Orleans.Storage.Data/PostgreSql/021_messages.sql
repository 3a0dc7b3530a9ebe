-- Messages to users. What a volume's write ended says which of it is one; 003 calls this in that write's transaction. A message that was removed does not come back: an entry is written once.
CREATE TABLE messages (
    id            uuid PRIMARY KEY,
    project       text COLLATE "C" NOT NULL,
    request_id    text COLLATE "C" NOT NULL,
    action        integer NOT NULL,
    detail        integer NOT NULL,
    event_id      text COLLATE "C" NOT NULL,
    resource_type text COLLATE "C" NOT NULL,
    resource_uuid uuid NOT NULL,
    created_at    timestamptz NOT NULL
);
CREATE INDEX messages_oldest ON messages (created_at, id);
CREATE INDEX messages_of_project ON messages (project, created_at, id);

CREATE FUNCTION project_messages(owner text, ended jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO messages (id, project, request_id, action, detail, event_id, resource_type, resource_uuid, created_at)
    SELECT (item->>'id')::uuid, owner, item->>'request', (note->>'action')::integer, (note->>'detail')::integer, note->>'event', note->>'type', (note->>'resource')::uuid,
           (item->>'ended')::timestamptz
    FROM (SELECT e AS item, e->'message' AS note FROM jsonb_array_elements(ended) e) entry WHERE note IS NOT NULL
    ON CONFLICT (id) DO NOTHING;
    RETURN true;
END $$;
