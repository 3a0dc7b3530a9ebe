-- Keeps the catalog: state document in, catalog rows out, in the transaction that writes the document. A volume's document is one JSON object laid out by line, so that what did
-- not change is seen by comparing lines and only what changed is parsed; parsing whole documents was most of what an attach cost the database. The lines:
--   1 what every attach changes   2 what seldom changes   3 attachments   4 exports   5 snapshots   6 intent   7 ended operations   8 whether the volume is gone   9 }
-- The functions answer something only so that they can be assigned: PERFORM would run a query.

CREATE FUNCTION project_volume_facts(volume uuid, part jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO volume_facts (id, project, name, description, size, growing_to, type_id, availability_zone, backend, bootable, created_at, metadata, image_metadata, migration_status, group_id)
    VALUES (volume, part->>'project', part->>'name', part->>'description', (part->>'size')::integer, (part->>'growing_to')::integer, (part->>'type')::uuid, part->>'zone', part->>'backend',
            coalesce((part->>'bootable')::boolean, false), (part->>'created_at')::timestamptz, coalesce(part->'metadata', '{}'),
            coalesce(part->'image_metadata', '{}'), part->>'migration_status', (part->>'group')::uuid)
    ON CONFLICT (id) DO UPDATE SET project = excluded.project, name = excluded.name, description = excluded.description, size = excluded.size,
        growing_to = excluded.growing_to, type_id = excluded.type_id, availability_zone = excluded.availability_zone, backend = excluded.backend, bootable = excluded.bootable,
        created_at = excluded.created_at, metadata = excluded.metadata, image_metadata = excluded.image_metadata, migration_status = excluded.migration_status,
        group_id = excluded.group_id;
    UPDATE attachment_facts SET project = part->>'project' WHERE volume_id = volume AND project <> part->>'project';
    UPDATE intents SET backend = part->>'backend' WHERE volume_id = volume AND backend IS DISTINCT FROM part->>'backend';
    RETURN true;
END $$;

CREATE FUNCTION project_transfer(volume uuid, part jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM transfers WHERE volume_id = volume;
    INSERT INTO transfers (id, volume_id, project, name, no_snapshots, created_at)
    SELECT (t->>'id')::uuid, volume, part->>'project', t->>'name', (t->>'no_snapshots')::boolean, (t->>'created_at')::timestamptz
    FROM (SELECT part->'transfer' AS t) offer WHERE t IS NOT NULL;
    RETURN true;
END $$;

-- Attachments come and go; which volume and instance they are of never changes.
CREATE FUNCTION project_attachments(volume uuid, facts text, was jsonb, now jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    old_ids jsonb := jsonb_path_query_array(was, '$[*].id');
    new_ids jsonb := jsonb_path_query_array(now, '$[*].id');
BEGIN
    IF old_ids = new_ids THEN
        RETURN false;
    END IF;
    IF NOT old_ids <@ new_ids THEN
        DELETE FROM attachment_facts WHERE volume_id = volume AND NOT new_ids ? id::text;
    END IF;
    IF NOT new_ids <@ old_ids THEN
        INSERT INTO attachment_facts (id, volume_id, project, instance_id)
        SELECT (item->>'id')::uuid, volume, line_part(facts) ->> 'project', (item->>'instance')::uuid
        FROM jsonb_array_elements(now) item WHERE NOT old_ids ? (item->>'id');
    END IF;
    RETURN true;
END $$;

CREATE FUNCTION project_snapshots(volume uuid, was jsonb, now jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    new_ids jsonb := jsonb_path_query_array(now, '$[*].id');
BEGIN
    DELETE FROM snapshots WHERE volume_id = volume AND NOT new_ids ? id::text;
    INSERT INTO snapshots (id, volume_id, project, user_id, name, description, status, size, created_at, updated_at, metadata, group_snapshot_id, progress)
    SELECT (item->>'id')::uuid, volume, item->>'project', item->>'user', item->>'name', item->>'description', item->>'status', (item->>'size')::integer,
           (item->>'created_at')::timestamptz, (item->>'updated_at')::timestamptz, coalesce(item->'metadata', '{}'),
           (item->>'group_snapshot')::uuid, item->>'progress'
    FROM jsonb_array_elements(now) item WHERE NOT was @> jsonb_build_array(item)
    ON CONFLICT (id) DO UPDATE SET project = excluded.project, user_id = excluded.user_id, name = excluded.name, description = excluded.description,
        status = excluded.status, size = excluded.size, created_at = excluded.created_at, updated_at = excluded.updated_at, metadata = excluded.metadata,
        group_snapshot_id = excluded.group_snapshot_id, progress = excluded.progress;
    RETURN true;
END $$;

CREATE FUNCTION forget_volume(volume uuid) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM volume_facts WHERE id = volume;
    DELETE FROM attachment_facts WHERE volume_id = volume;
    DELETE FROM snapshots WHERE volume_id = volume;
    DELETE FROM intents WHERE volume_id = volume;
    DELETE FROM transfers WHERE volume_id = volume;
    RETURN true;
END $$;

-- doc: null when the group is gone.
CREATE FUNCTION project_group(group_key uuid, doc jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM groups WHERE id = group_key;
    DELETE FROM group_snapshots WHERE group_id = group_key;
    IF doc IS NULL THEN
        RETURN true;
    END IF;
    INSERT INTO groups (id, project, name, description, status, availability_zone, group_type_id, created_at, updated_at, owes)
    VALUES (group_key, doc->>'project', doc->>'name', doc->>'description', doc->>'status', doc->>'zone', (doc->>'group_type')::uuid,
            (doc->>'created_at')::timestamptz, (doc->>'updated_at')::timestamptz, (doc->>'owes')::boolean);
    INSERT INTO group_snapshots (id, group_id, group_type_id, project, name, description, status, created_at, updated_at)
    SELECT (item->>'id')::uuid, group_key, (doc->>'group_type')::uuid, item->>'project', item->>'name', item->>'description', item->>'status',
           (item->>'created_at')::timestamptz, (item->>'updated_at')::timestamptz
    FROM jsonb_array_elements(doc->'snapshots') item;
    RETURN true;
END $$;

-- No WHEN clause decides whether it runs: a clause is compiled anew for every statement, and nearly every write is a volume's.
CREATE FUNCTION project_volume() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    volume uuid;
    was    text[];
    now    text[];
    done   boolean;
BEGIN
    IF NEW.graintypestring <> 'volume' THEN
        done := NEW.graintypestring = 'group' AND project_group(NEW.grainidextensionstring::uuid, NEW.payload::jsonb);
        RETURN NULL;
    END IF;
    volume := NEW.grainidextensionstring;
    was := string_to_array(OLD.payload, E'\n');
    now := string_to_array(NEW.payload, E'\n');
    IF array_length(now, 1) <> 9 THEN
        RAISE EXCEPTION 'The state document of volume % is not laid out by line.', volume;
    END IF;

    -- Before anything else: the last write of a volume that is gone carries its last entries.
    IF now[7] <> '"ended":[],' AND now[7] IS DISTINCT FROM was[7] THEN
        INSERT INTO operation_facts (volume_id, document) VALUES (volume, now[7]);
        done := position('"message":' IN now[7]) > 0 AND project_messages(line_part(now[2])->>'project', line_part(now[7])->'ended');
    END IF;

    IF now[8] IS DISTINCT FROM was[8] OR now[8] <> '"gone":false' THEN
        was := NULL;
        IF now[8] IS DISTINCT FROM '"gone":false' THEN
            done := forget_volume(volume);
            RETURN NULL;
        END IF;
    END IF;
    IF now[2] IS DISTINCT FROM was[2] THEN
        done := project_volume_facts(volume, line_part(now[2]));
        done := position('"transfer":' IN now[2] || coalesce(was[2], '')) > 0 AND project_transfer(volume, line_part(now[2]));
    END IF;
    IF now[3] IS DISTINCT FROM was[3] THEN
        done := project_attachments(volume, now[2], coalesce(line_part(was[3])->'attachments', '[]'), line_part(now[3])->'attachments');
    END IF;
    IF now[5] IS DISTINCT FROM was[5] THEN
        done := project_snapshots(volume, coalesce(line_part(was[5])->'snapshots', '[]'), line_part(now[5])->'snapshots');
    END IF;
    IF now[6] IS DISTINCT FROM was[6] THEN
        IF now[6] = '"intent":null,' THEN
            DELETE FROM intents WHERE volume_id = volume;
        ELSE
            INSERT INTO intents (volume_id, backend, not_after)
            VALUES (volume, line_part(now[2])->>'backend', (line_part(now[6])->'intent'->>'not_after')::timestamptz)
            ON CONFLICT (volume_id) DO UPDATE SET backend = excluded.backend, not_after = excluded.not_after;
        END IF;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION unproject_volume() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    done boolean;
BEGIN
    done := OLD.graintypestring = 'volume' AND forget_volume(OLD.grainidextensionstring::uuid);
    done := OLD.graintypestring = 'group' AND project_group(OLD.grainidextensionstring::uuid, NULL);
    RETURN NULL;
END $$;

CREATE TRIGGER volume_written AFTER INSERT OR UPDATE OF payload ON orleansstorage FOR EACH ROW EXECUTE FUNCTION project_volume();
CREATE TRIGGER volume_deleted AFTER DELETE ON orleansstorage FOR EACH ROW EXECUTE FUNCTION unproject_volume();
