-- Messages to users; see the script of the same name for PostgreSQL.
CREATE TABLE messages (
    id            TEXT NOT NULL PRIMARY KEY,
    project       TEXT NOT NULL,
    request_id    TEXT NOT NULL,
    action        INTEGER NOT NULL,
    detail        INTEGER NOT NULL,
    event_id      TEXT NOT NULL,
    resource_type TEXT NOT NULL,
    resource_uuid TEXT NOT NULL,
    created_at    TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX messages_oldest ON messages (created_at, id);
CREATE INDEX messages_of_project ON messages (project, created_at, id);

CREATE TRIGGER project_messages INSTEAD OF INSERT ON volume_change
WHEN instr(NEW.doc -> '$.ended', '"message":') > 0 AND NEW.doc -> '$.ended' IS NOT NEW.was -> '$.ended'
BEGIN
    INSERT INTO messages (id, project, request_id, action, detail, event_id, resource_type, resource_uuid, created_at)
    SELECT e.value ->> '$.id', NEW.doc ->> '$.project', e.value ->> '$.request', e.value ->> '$.message.action', e.value ->> '$.message.detail', e.value ->> '$.message.event',
           e.value ->> '$.message.type', e.value ->> '$.message.resource', e.value ->> '$.ended'
    FROM json_each(NEW.doc, '$.ended') e WHERE e.value ->> '$.message.event' IS NOT NULL
    ON CONFLICT (id) DO NOTHING;
END;
