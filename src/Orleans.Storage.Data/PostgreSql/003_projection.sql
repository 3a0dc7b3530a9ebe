-- Keeps the catalog: state document in, catalog rows out, in the transaction that writes the document. The names are those of VolumeState's JSON. A part of the catalog
-- is touched only when its part of the document changed; of a list only the elements that changed are.
-- It runs in every write of a volume, so it is written for PL/pgSQL's cheap ways: expressions, assignments and loops over positions, which run no query. The functions
-- answer something only so that they can be assigned: PERFORM would run a query.

-- Where two lists differ: the first position, the last one in `was` and the last one in `now`. Lists change by one element at a time, at most places of a long one.
CREATE FUNCTION list_change(was jsonb, now jsonb) RETURNS integer[] LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    first    integer := 0;
    last_was integer := jsonb_array_length(was) - 1;
    last_now integer := jsonb_array_length(now) - 1;
BEGIN
    WHILE first <= last_was AND first <= last_now AND was->first = now->first LOOP
        first := first + 1;
    END LOOP;
    WHILE first <= last_was AND first <= last_now AND was->last_was = now->last_now LOOP
        last_was := last_was - 1;
        last_now := last_now - 1;
    END LOOP;
    RETURN ARRAY[first, last_was, last_now];
END $$;

CREATE FUNCTION project_volume_row(volume uuid, doc jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO volumes (id, project, name, description, status, attach_status, size, type_id, availability_zone, backend, bootable, exports, created_at,
        updated_at, metadata)
    VALUES (volume, doc->>'project', doc->>'name', doc->>'description', doc->>'status', doc->>'attach_status', (doc->>'size')::integer, (doc->>'type')::uuid,
            doc->>'zone', doc->>'backend', coalesce((doc->>'bootable')::boolean, false), coalesce(jsonb_array_length(doc->'exports'), 0),
            (doc->>'created_at')::timestamptz, (doc->>'updated_at')::timestamptz, coalesce(doc->'metadata', '{}'))
    ON CONFLICT (id) DO UPDATE SET project = excluded.project, name = excluded.name, description = excluded.description, status = excluded.status,
        attach_status = excluded.attach_status, size = excluded.size, type_id = excluded.type_id, availability_zone = excluded.availability_zone,
        backend = excluded.backend, bootable = excluded.bootable, exports = excluded.exports, created_at = excluded.created_at,
        updated_at = excluded.updated_at, metadata = excluded.metadata;
    RETURN true;
END $$;

-- What children take from their volume.
CREATE FUNCTION project_move(volume uuid, doc jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    UPDATE attachments SET project = doc->>'project' WHERE volume_id = volume;
    UPDATE intents SET backend = doc->>'backend' WHERE volume_id = volume;
    RETURN true;
END $$;

CREATE FUNCTION project_attachments(volume uuid, owner text, was jsonb, now jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    span integer[] := list_change(was, now);
    item jsonb;
BEGIN
    FOR i IN span[1]..span[2] LOOP
        IF was->i->'id' IS DISTINCT FROM now->i->'id' THEN
            DELETE FROM attachments WHERE id = (was->i->>'id')::uuid;
        END IF;
    END LOOP;
    FOR i IN span[1]..span[3] LOOP
        item := now->i;
        INSERT INTO attachments (id, volume_id, project, instance_id, attach_status, attached_host)
        VALUES ((item->>'id')::uuid, volume, owner, (item->>'instance')::uuid, item->>'status', item->>'host')
        ON CONFLICT (id) DO UPDATE SET instance_id = excluded.instance_id, attach_status = excluded.attach_status, attached_host = excluded.attached_host;
    END LOOP;
    RETURN true;
END $$;

CREATE FUNCTION project_snapshots(volume uuid, was jsonb, now jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    span integer[] := list_change(was, now);
    item jsonb;
BEGIN
    FOR i IN span[1]..span[2] LOOP
        IF was->i->'id' IS DISTINCT FROM now->i->'id' THEN
            DELETE FROM snapshots WHERE id = (was->i->>'id')::uuid;
        END IF;
    END LOOP;
    FOR i IN span[1]..span[3] LOOP
        item := now->i;
        INSERT INTO snapshots (id, volume_id, project, user_id, name, description, status, size, created_at, updated_at, metadata)
        VALUES ((item->>'id')::uuid, volume, item->>'project', item->>'user', item->>'name', item->>'description', item->>'status', (item->>'size')::integer,
                (item->>'created_at')::timestamptz, (item->>'updated_at')::timestamptz, coalesce(item->'metadata', '{}'))
        ON CONFLICT (id) DO UPDATE SET project = excluded.project, user_id = excluded.user_id, name = excluded.name, description = excluded.description,
            status = excluded.status, size = excluded.size, created_at = excluded.created_at, updated_at = excluded.updated_at, metadata = excluded.metadata;
    END LOOP;
    RETURN true;
END $$;

CREATE FUNCTION project_intent(volume uuid, pool text, intent jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    IF intent IS NULL THEN
        DELETE FROM intents WHERE volume_id = volume;
    ELSE
        INSERT INTO intents (volume_id, backend, not_after) VALUES (volume, pool, (intent->>'not_after')::timestamptz)
        ON CONFLICT (volume_id) DO UPDATE SET backend = excluded.backend, not_after = excluded.not_after;
    END IF;
    RETURN true;
END $$;

CREATE FUNCTION project_operations(volume uuid, ended jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    entry jsonb;
BEGIN
    FOR i IN 0..jsonb_array_length(ended) - 1 LOOP
        entry := ended->i;
        INSERT INTO operations (volume_id, ended_at, id, kind, subject, epoch, request_id, user_id, started_at, error)
        VALUES (volume, (entry->>'ended')::timestamptz, (entry->>'id')::uuid, entry->>'kind', entry->>'subject', (entry->>'epoch')::bigint,
                entry->>'request', entry->>'user', (entry->>'started')::timestamptz, entry->>'error')
        ON CONFLICT DO NOTHING;
    END LOOP;
    RETURN true;
END $$;

CREATE FUNCTION forget_volume(volume uuid) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM volumes WHERE id = volume;
    DELETE FROM attachments WHERE volume_id = volume;
    DELETE FROM snapshots WHERE volume_id = volume;
    DELETE FROM intents WHERE volume_id = volume;
    RETURN true;
END $$;

CREATE FUNCTION project_volume() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    none CONSTANT jsonb := '[]';
    volume uuid;
    was    jsonb;
    doc    jsonb;
    moved  boolean;
    done   boolean;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        volume := OLD.grainidextensionstring;
        was := convert_from(OLD.payloadbinary, 'UTF8')::jsonb;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        volume := NEW.grainidextensionstring;
        doc := convert_from(NEW.payloadbinary, 'UTF8')::jsonb;
    END IF;

    -- Before anything else: the last write of a volume that is gone carries its last entries.
    IF doc->'ended' <> none AND doc->'ended' IS DISTINCT FROM was->'ended' THEN
        done := project_operations(volume, doc->'ended');
    END IF;

    IF (was->'gone')::boolean THEN
        was := NULL;
    END IF;
    IF doc IS NULL OR (doc->'gone')::boolean THEN
        IF was IS NOT NULL THEN
            done := forget_volume(volume);
        END IF;
        RETURN NULL;
    END IF;

    moved := was->'backend' IS DISTINCT FROM doc->'backend' OR was->'project' IS DISTINCT FROM doc->'project';
    IF moved AND was IS NOT NULL THEN
        done := project_move(volume, doc);
    END IF;
    IF moved OR was->'name' IS DISTINCT FROM doc->'name' OR was->'description' IS DISTINCT FROM doc->'description' OR was->'size' IS DISTINCT FROM doc->'size'
        OR was->'type' IS DISTINCT FROM doc->'type' OR was->'zone' IS DISTINCT FROM doc->'zone' OR was->'bootable' IS DISTINCT FROM doc->'bootable'
        OR was->'metadata' IS DISTINCT FROM doc->'metadata' OR was->'created_at' IS DISTINCT FROM doc->'created_at' THEN
        done := project_volume_row(volume, doc);
    ELSIF was->'status' IS DISTINCT FROM doc->'status' OR was->'attach_status' IS DISTINCT FROM doc->'attach_status'
        OR was->'updated_at' IS DISTINCT FROM doc->'updated_at' OR was->'exports' IS DISTINCT FROM doc->'exports' THEN
        -- All that an attach changes.
        UPDATE volumes SET status = doc->>'status', attach_status = doc->>'attach_status', updated_at = (doc->>'updated_at')::timestamptz,
            exports = coalesce(jsonb_array_length(doc->'exports'), 0) WHERE id = volume;
    END IF;
    IF was->'attachments' IS DISTINCT FROM doc->'attachments' THEN
        done := project_attachments(volume, doc->>'project', coalesce(was->'attachments', none), coalesce(doc->'attachments', none));
    END IF;
    IF was->'snapshots' IS DISTINCT FROM doc->'snapshots' THEN
        done := project_snapshots(volume, coalesce(was->'snapshots', none), coalesce(doc->'snapshots', none));
    END IF;
    IF was->'intent' IS DISTINCT FROM doc->'intent' THEN
        done := project_intent(volume, doc->>'backend', doc->'intent');
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER volume_written AFTER INSERT OR UPDATE OF payloadbinary ON orleansstorage
    FOR EACH ROW WHEN (NEW.graintypestring = 'volume') EXECUTE FUNCTION project_volume();
CREATE TRIGGER volume_deleted AFTER DELETE ON orleansstorage
    FOR EACH ROW WHEN (OLD.graintypestring = 'volume') EXECUTE FUNCTION project_volume();
