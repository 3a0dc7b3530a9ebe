-- Keeps the catalog: state document in, catalog rows out, in the transaction that writes the document; see the script of the same name for PostgreSQL.
-- SQLite's triggers have no branches, so every write of a volume is told to a view, volume_change, as (id, document before, document after), and one trigger a part of
-- the catalog listens there, each only when its part of the document changed. A cleared row, a deleted row and a volume that is gone all have no document.

CREATE VIEW volume_change AS SELECT NULL AS id, NULL AS was, NULL AS doc WHERE false;

CREATE TRIGGER volume_inserted AFTER INSERT ON OrleansStorage WHEN NEW.GrainTypeString = 'volume'
BEGIN
    INSERT INTO volume_change VALUES (NEW.GrainIdExtensionString, NULL, CAST(NEW.PayloadBinary AS TEXT));
END;

CREATE TRIGGER volume_updated AFTER UPDATE OF PayloadBinary ON OrleansStorage WHEN NEW.GrainTypeString = 'volume'
BEGIN
    INSERT INTO volume_change VALUES (NEW.GrainIdExtensionString,
        iif(CAST(OLD.PayloadBinary AS TEXT) ->> '$.gone', NULL, CAST(OLD.PayloadBinary AS TEXT)), CAST(NEW.PayloadBinary AS TEXT));
END;

CREATE TRIGGER volume_deleted AFTER DELETE ON OrleansStorage WHEN OLD.GrainTypeString = 'volume'
BEGIN
    INSERT INTO volume_change VALUES (OLD.GrainIdExtensionString, CAST(OLD.PayloadBinary AS TEXT), NULL);
END;

-- Also for a volume that is gone: its last write carries its last entries.
CREATE TRIGGER project_operations INSTEAD OF INSERT ON volume_change
WHEN NEW.doc ->> '$.ended[0].id' IS NOT NULL AND NEW.doc -> '$.ended' IS NOT NEW.was -> '$.ended'
BEGIN
    INSERT INTO operation_facts (volume_id, document) VALUES (NEW.id, NEW.doc -> '$.ended');
END;

CREATE TRIGGER forget_volume INSTEAD OF INSERT ON volume_change
WHEN NEW.was IS NOT NULL AND (NEW.doc IS NULL OR NEW.doc ->> '$.gone')
BEGIN
    DELETE FROM volumes WHERE id = NEW.id;
    DELETE FROM attachments WHERE volume_id = NEW.id;
    DELETE FROM snapshots WHERE volume_id = NEW.id;
    DELETE FROM intents WHERE volume_id = NEW.id;
    DELETE FROM transfers WHERE volume_id = NEW.id;
END;

CREATE TRIGGER project_volume_row INSTEAD OF INSERT ON volume_change
WHEN NEW.doc IS NOT NULL AND NOT coalesce(NEW.doc ->> '$.gone', 0) AND (NEW.was IS NULL
    OR NEW.was ->> '$.status' IS NOT NEW.doc ->> '$.status' OR NEW.was ->> '$.updated_at' IS NOT NEW.doc ->> '$.updated_at'
    OR NEW.was ->> '$.attach_status' IS NOT NEW.doc ->> '$.attach_status' OR NEW.was ->> '$.size' IS NOT NEW.doc ->> '$.size'
    OR NEW.was ->> '$.growing_to' IS NOT NEW.doc ->> '$.growing_to'
    OR NEW.was ->> '$.name' IS NOT NEW.doc ->> '$.name' OR NEW.was ->> '$.description' IS NOT NEW.doc ->> '$.description'
    OR NEW.was ->> '$.type' IS NOT NEW.doc ->> '$.type' OR NEW.was ->> '$.zone' IS NOT NEW.doc ->> '$.zone'
    OR NEW.was ->> '$.backend' IS NOT NEW.doc ->> '$.backend' OR NEW.was ->> '$.project' IS NOT NEW.doc ->> '$.project'
    OR NEW.was ->> '$.bootable' IS NOT NEW.doc ->> '$.bootable' OR NEW.was -> '$.metadata' IS NOT NEW.doc -> '$.metadata'
    OR NEW.was -> '$.image_metadata' IS NOT NEW.doc -> '$.image_metadata' OR NEW.was ->> '$.migration_status' IS NOT NEW.doc ->> '$.migration_status'
    OR NEW.was ->> '$.group' IS NOT NEW.doc ->> '$.group' OR NEW.was -> '$.exports' IS NOT NEW.doc -> '$.exports' OR NEW.was ->> '$.created_at' IS NOT NEW.doc ->> '$.created_at')
BEGIN
    INSERT INTO volumes (id, project, name, description, status, attach_status, size, growing_to, type_id, availability_zone, backend, bootable, exports, created_at,
        updated_at, metadata, image_metadata, migration_status, group_id)
    VALUES (NEW.id, NEW.doc ->> '$.project', NEW.doc ->> '$.name', NEW.doc ->> '$.description', NEW.doc ->> '$.status', NEW.doc ->> '$.attach_status',
            NEW.doc ->> '$.size', NEW.doc ->> '$.growing_to', NEW.doc ->> '$.type', NEW.doc ->> '$.zone', NEW.doc ->> '$.backend', coalesce(NEW.doc ->> '$.bootable', 0),
            coalesce(json_array_length(NEW.doc, '$.exports'), 0), NEW.doc ->> '$.created_at', NEW.doc ->> '$.updated_at', coalesce(NEW.doc -> '$.metadata', '{}'),
            coalesce(NEW.doc -> '$.image_metadata', '{}'), NEW.doc ->> '$.migration_status', NEW.doc ->> '$.group')
    ON CONFLICT (id) DO UPDATE SET project = excluded.project, name = excluded.name, description = excluded.description, status = excluded.status,
        attach_status = excluded.attach_status, size = excluded.size, growing_to = excluded.growing_to, type_id = excluded.type_id, availability_zone = excluded.availability_zone,
        backend = excluded.backend, bootable = excluded.bootable, exports = excluded.exports, created_at = excluded.created_at,
        updated_at = excluded.updated_at, metadata = excluded.metadata, image_metadata = excluded.image_metadata, migration_status = excluded.migration_status,
        group_id = excluded.group_id;
END;

CREATE TRIGGER project_transfer INSTEAD OF INSERT ON volume_change
WHEN NEW.doc IS NOT NULL AND NOT coalesce(NEW.doc ->> '$.gone', 0)
    AND (NEW.was -> '$.transfer' IS NOT NEW.doc -> '$.transfer' OR NEW.was ->> '$.project' IS NOT NEW.doc ->> '$.project')
BEGIN
    DELETE FROM transfers WHERE volume_id = NEW.id;
    INSERT INTO transfers (id, volume_id, project, name, no_snapshots, created_at)
    SELECT NEW.doc ->> '$.transfer.id', NEW.id, NEW.doc ->> '$.project', NEW.doc ->> '$.transfer.name', NEW.doc ->> '$.transfer.no_snapshots', NEW.doc ->> '$.transfer.created_at'
    WHERE NEW.doc ->> '$.transfer.id' IS NOT NULL;
END;

CREATE TRIGGER project_attachments INSTEAD OF INSERT ON volume_change
WHEN NEW.doc IS NOT NULL AND NOT coalesce(NEW.doc ->> '$.gone', 0)
    AND (NEW.was -> '$.attachments' IS NOT NEW.doc -> '$.attachments' OR NEW.was ->> '$.project' IS NOT NEW.doc ->> '$.project')
BEGIN
    DELETE FROM attachments WHERE volume_id = NEW.id AND id NOT IN (SELECT e.value ->> '$.id' FROM json_each(NEW.doc, '$.attachments') e);
    INSERT INTO attachments (id, volume_id, project, instance_id, attach_status, attached_host)
    SELECT e.value ->> '$.id', NEW.id, NEW.doc ->> '$.project', e.value ->> '$.instance', e.value ->> '$.status', e.value ->> '$.host'
    FROM json_each(NEW.doc, '$.attachments') e WHERE true ORDER BY e.key
    ON CONFLICT (id) DO UPDATE SET volume_id = excluded.volume_id, project = excluded.project, instance_id = excluded.instance_id,
        attach_status = excluded.attach_status, attached_host = excluded.attached_host
    WHERE project IS NOT excluded.project OR instance_id IS NOT excluded.instance_id OR attach_status IS NOT excluded.attach_status
        OR attached_host IS NOT excluded.attached_host;
END;

CREATE TRIGGER project_snapshots INSTEAD OF INSERT ON volume_change
WHEN NEW.doc IS NOT NULL AND NOT coalesce(NEW.doc ->> '$.gone', 0) AND NEW.was -> '$.snapshots' IS NOT NEW.doc -> '$.snapshots'
BEGIN
    DELETE FROM snapshots WHERE volume_id = NEW.id AND id NOT IN (SELECT e.value ->> '$.id' FROM json_each(NEW.doc, '$.snapshots') e);
    INSERT INTO snapshots (id, volume_id, project, user_id, name, description, status, size, created_at, updated_at, metadata, group_snapshot_id, progress)
    SELECT e.value ->> '$.id', NEW.id, e.value ->> '$.project', e.value ->> '$.user', e.value ->> '$.name', e.value ->> '$.description', e.value ->> '$.status',
           e.value ->> '$.size', e.value ->> '$.created_at', e.value ->> '$.updated_at', coalesce(e.value -> '$.metadata', '{}'),
           e.value ->> '$.group_snapshot', e.value ->> '$.progress'
    FROM json_each(NEW.doc, '$.snapshots') e WHERE true
    ON CONFLICT (id) DO UPDATE SET project = excluded.project, user_id = excluded.user_id, name = excluded.name, description = excluded.description,
        status = excluded.status, size = excluded.size, created_at = excluded.created_at, updated_at = excluded.updated_at, metadata = excluded.metadata,
        group_snapshot_id = excluded.group_snapshot_id, progress = excluded.progress;
END;

CREATE TRIGGER project_intent INSTEAD OF INSERT ON volume_change
WHEN NEW.doc IS NOT NULL AND NOT coalesce(NEW.doc ->> '$.gone', 0)
    AND (NEW.was -> '$.intent' IS NOT NEW.doc -> '$.intent' OR NEW.was ->> '$.backend' IS NOT NEW.doc ->> '$.backend')
BEGIN
    DELETE FROM intents WHERE volume_id = NEW.id;
    INSERT INTO intents (volume_id, backend, not_after)
    SELECT NEW.id, NEW.doc ->> '$.backend', NEW.doc ->> '$.intent.not_after' WHERE NEW.doc ->> '$.intent.not_after' IS NOT NULL;
END;

-- Groups, as volumes: a cleared row and a deleted one have no document.
CREATE VIEW group_change AS SELECT NULL AS id, NULL AS doc WHERE false;

CREATE TRIGGER group_inserted AFTER INSERT ON OrleansStorage WHEN NEW.GrainTypeString = 'group'
BEGIN
    INSERT INTO group_change VALUES (NEW.GrainIdExtensionString, CAST(NEW.PayloadBinary AS TEXT));
END;

CREATE TRIGGER group_updated AFTER UPDATE OF PayloadBinary ON OrleansStorage WHEN NEW.GrainTypeString = 'group'
BEGIN
    INSERT INTO group_change VALUES (NEW.GrainIdExtensionString, CAST(NEW.PayloadBinary AS TEXT));
END;

CREATE TRIGGER group_deleted AFTER DELETE ON OrleansStorage WHEN OLD.GrainTypeString = 'group'
BEGIN
    INSERT INTO group_change VALUES (OLD.GrainIdExtensionString, NULL);
END;

CREATE TRIGGER project_group INSTEAD OF INSERT ON group_change
BEGIN
    DELETE FROM groups WHERE id = NEW.id;
    DELETE FROM group_snapshots WHERE group_id = NEW.id;
    INSERT INTO groups (id, project, name, description, status, availability_zone, group_type_id, created_at, updated_at, owes)
    SELECT NEW.id, NEW.doc ->> '$.project', NEW.doc ->> '$.name', NEW.doc ->> '$.description', NEW.doc ->> '$.status', NEW.doc ->> '$.zone', NEW.doc ->> '$.group_type',
           NEW.doc ->> '$.created_at', NEW.doc ->> '$.updated_at', NEW.doc ->> '$.owes' WHERE NEW.doc IS NOT NULL;
    INSERT INTO group_snapshots (id, group_id, group_type_id, project, name, description, status, created_at, updated_at)
    SELECT e.value ->> '$.id', NEW.id, NEW.doc ->> '$.group_type', e.value ->> '$.project', e.value ->> '$.name', e.value ->> '$.description', e.value ->> '$.status',
           e.value ->> '$.created_at', e.value ->> '$.updated_at'
    FROM json_each(NEW.doc, '$.snapshots') e WHERE NEW.doc IS NOT NULL;
END;
