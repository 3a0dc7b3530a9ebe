-- Keeps the catalog: state document in, catalog rows out, in the transaction that writes the document. The names are those of VolumeState's JSON. A part of the catalog
-- is touched only when its part of the document changed; of a list only the elements that changed are. PL/pgSQL, because its statements are planned once a session.

CREATE FUNCTION project_volume_row(volume uuid, doc jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO volumes (id, project, name, description, status, attach_status, size, type_id, availability_zone, backend, bootable, created_at, updated_at, metadata)
    VALUES (volume, doc->>'project', doc->>'name', doc->>'description', doc->>'status', doc->>'attach_status', (doc->>'size')::integer, (doc->>'type')::uuid,
            doc->>'zone', doc->>'backend', coalesce((doc->>'bootable')::boolean, false), (doc->>'created_at')::timestamptz, (doc->>'updated_at')::timestamptz,
            coalesce(doc->'metadata', '{}'))
    ON CONFLICT (id) DO UPDATE SET project = excluded.project, name = excluded.name, description = excluded.description, status = excluded.status,
        attach_status = excluded.attach_status, size = excluded.size, type_id = excluded.type_id, availability_zone = excluded.availability_zone,
        backend = excluded.backend, bootable = excluded.bootable, created_at = excluded.created_at, updated_at = excluded.updated_at, metadata = excluded.metadata;
END $$;

CREATE FUNCTION project_attachments(volume uuid, project text, old_list jsonb, new_list jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    item jsonb;
BEGIN
    FOR item IN SELECT e->'id' FROM jsonb_array_elements(old_list) e EXCEPT SELECT e->'id' FROM jsonb_array_elements(new_list) e LOOP
        DELETE FROM attachments WHERE id = (item#>>'{}')::uuid;
    END LOOP;
    FOR item IN SELECT e.value FROM jsonb_array_elements(new_list) WITH ORDINALITY e
                WHERE e.value NOT IN (SELECT o FROM jsonb_array_elements(old_list) o) ORDER BY e.ordinality LOOP
        INSERT INTO attachments AS a (id, volume_id, project, instance_id, attach_status, attached_host)
        VALUES ((item->>'id')::uuid, volume, project, (item->>'instance')::uuid, item->>'status', item->>'host')
        ON CONFLICT (id) DO UPDATE SET volume_id = excluded.volume_id, project = excluded.project, instance_id = excluded.instance_id,
            attach_status = excluded.attach_status, attached_host = excluded.attached_host;
    END LOOP;
END $$;

CREATE FUNCTION project_exports(volume uuid, pool text, old_list jsonb, new_list jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    item jsonb;
BEGIN
    FOR item IN SELECT e#>'{connector,host}' FROM jsonb_array_elements(old_list) e EXCEPT SELECT e#>'{connector,host}' FROM jsonb_array_elements(new_list) e LOOP
        DELETE FROM exports WHERE volume_id = volume AND host = item#>>'{}';
    END LOOP;
    FOR item IN SELECT e FROM jsonb_array_elements(new_list) e EXCEPT SELECT e FROM jsonb_array_elements(old_list) e LOOP
        INSERT INTO exports (volume_id, host, backend, initiator, target, lun, phase)
        VALUES (volume, item#>>'{connector,host}', pool, item#>>'{connector,initiator}', item#>>'{location,target}', (item#>>'{location,lun}')::integer, item->>'phase')
        ON CONFLICT (volume_id, host) DO UPDATE SET backend = excluded.backend, initiator = excluded.initiator, target = excluded.target, lun = excluded.lun,
            phase = excluded.phase;
    END LOOP;
END $$;

CREATE FUNCTION project_snapshots(volume uuid, old_list jsonb, new_list jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    item jsonb;
BEGIN
    FOR item IN SELECT e->'id' FROM jsonb_array_elements(old_list) e EXCEPT SELECT e->'id' FROM jsonb_array_elements(new_list) e LOOP
        DELETE FROM snapshots WHERE id = (item#>>'{}')::uuid;
    END LOOP;
    FOR item IN SELECT e FROM jsonb_array_elements(new_list) e EXCEPT SELECT e FROM jsonb_array_elements(old_list) e LOOP
        INSERT INTO snapshots (id, volume_id, project, user_id, name, description, status, size, created_at, updated_at, metadata)
        VALUES ((item->>'id')::uuid, volume, item->>'project', item->>'user', item->>'name', item->>'description', item->>'status', (item->>'size')::integer,
                (item->>'created_at')::timestamptz, (item->>'updated_at')::timestamptz, coalesce(item->'metadata', '{}'))
        ON CONFLICT (id) DO UPDATE SET project = excluded.project, user_id = excluded.user_id, name = excluded.name, description = excluded.description,
            status = excluded.status, size = excluded.size, created_at = excluded.created_at, updated_at = excluded.updated_at, metadata = excluded.metadata;
    END LOOP;
END $$;

CREATE FUNCTION project_intent(volume uuid, pool text, intent jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF intent IS NULL THEN
        DELETE FROM intents WHERE volume_id = volume;
    ELSE
        INSERT INTO intents (volume_id, backend, not_after) VALUES (volume, pool, (intent->>'not_after')::timestamptz)
        ON CONFLICT (volume_id) DO UPDATE SET backend = excluded.backend, not_after = excluded.not_after;
    END IF;
END $$;

CREATE FUNCTION project_operations(volume uuid, ended jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO operations (volume_id, ended_at, id, kind, subject, epoch, request_id, user_id, started_at, error)
    SELECT volume, (e.value->>'ended')::timestamptz, (e.value->>'id')::uuid, e.value->>'kind', e.value->>'subject', (e.value->>'epoch')::bigint,
           e.value->>'request', e.value->>'user', (e.value->>'started')::timestamptz, e.value->>'error'
    FROM jsonb_array_elements(ended) WITH ORDINALITY e ORDER BY e.ordinality
    ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION forget_volume(volume uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM volumes WHERE id = volume;
    DELETE FROM attachments WHERE volume_id = volume;
    DELETE FROM exports WHERE volume_id = volume;
    DELETE FROM snapshots WHERE volume_id = volume;
    DELETE FROM intents WHERE volume_id = volume;
END $$;

CREATE FUNCTION project_volume() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    none    CONSTANT jsonb := '[]';
    volume  uuid;
    was     jsonb;
    doc     jsonb;
    moved   boolean;
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
        PERFORM project_operations(volume, doc->'ended');
    END IF;

    IF doc IS NULL OR (doc->'gone')::boolean THEN
        IF was IS NOT NULL THEN
            PERFORM forget_volume(volume);
        END IF;
        RETURN NULL;
    END IF;
    IF (was->'gone')::boolean THEN
        was := NULL;
    END IF;

    moved := was->'backend' IS DISTINCT FROM doc->'backend' OR was->'project' IS DISTINCT FROM doc->'project';
    IF moved OR was->'status' IS DISTINCT FROM doc->'status' OR was->'updated_at' IS DISTINCT FROM doc->'updated_at'
        OR was->'attach_status' IS DISTINCT FROM doc->'attach_status' OR was->'size' IS DISTINCT FROM doc->'size' OR was->'name' IS DISTINCT FROM doc->'name'
        OR was->'description' IS DISTINCT FROM doc->'description' OR was->'type' IS DISTINCT FROM doc->'type' OR was->'zone' IS DISTINCT FROM doc->'zone'
        OR was->'bootable' IS DISTINCT FROM doc->'bootable' OR was->'metadata' IS DISTINCT FROM doc->'metadata'
        OR was->'created_at' IS DISTINCT FROM doc->'created_at' THEN
        PERFORM project_volume_row(volume, doc);
    END IF;
    -- What a child row takes from its volume changed: every child is projected again.
    IF moved THEN
        was := was - '{attachments,exports,intent}'::text[];
    END IF;
    IF coalesce(was->'attachments', none) <> coalesce(doc->'attachments', none) THEN
        PERFORM project_attachments(volume, doc->>'project', coalesce(was->'attachments', none), coalesce(doc->'attachments', none));
    END IF;
    IF coalesce(was->'exports', none) <> coalesce(doc->'exports', none) THEN
        PERFORM project_exports(volume, doc->>'backend', coalesce(was->'exports', none), coalesce(doc->'exports', none));
    END IF;
    IF coalesce(was->'snapshots', none) <> coalesce(doc->'snapshots', none) THEN
        PERFORM project_snapshots(volume, coalesce(was->'snapshots', none), coalesce(doc->'snapshots', none));
    END IF;
    IF was->'intent' IS DISTINCT FROM doc->'intent' THEN
        PERFORM project_intent(volume, doc->>'backend', doc->'intent');
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER volume_written AFTER INSERT OR UPDATE OF payloadbinary ON orleansstorage
    FOR EACH ROW WHEN (NEW.graintypestring = 'volume') EXECUTE FUNCTION project_volume();
CREATE TRIGGER volume_deleted AFTER DELETE ON orleansstorage
    FOR EACH ROW WHEN (OLD.graintypestring = 'volume') EXECUTE FUNCTION project_volume();
