-- See the script of the same name for PostgreSQL. A document that is not JSON has no details.

CREATE VIEW documents AS SELECT s.GrainIdExtensionString AS id, s.GrainTypeString AS kind, iif(json_valid(CAST(s.PayloadBinary AS TEXT)), CAST(s.PayloadBinary AS TEXT), NULL) AS document
FROM OrleansStorage s;

CREATE VIEW volume_details AS SELECT d.id, d.document ->> '$.user' AS user_id, coalesce(d.document ->> '$.multiattach', 0) AS multiattach, d.document ->> '$.snapshot_id' AS snapshot_id,
    iif(d.document ->> '$.snapshot_id' IS NULL, d.document ->> '$.source_volid', NULL) AS source_volid, coalesce(d.document ->> '$.shared_targets', 1) AS shared_targets,
    json_patch(coalesce(d.document -> '$.metadata', '{}'), coalesce(d.document -> '$.admin_metadata', '{}')) AS shown_metadata
FROM documents d WHERE d.kind = 'volume';

CREATE VIEW attachment_details AS SELECT a.id, e.value ->> '$.mode' AS mode, e.value ->> '$.mountpoint' AS mountpoint
FROM attachments a JOIN documents d ON d.id = a.volume_id AND d.kind = 'volume' JOIN json_each(d.document, '$.attachments') e ON e.value ->> '$.id' = a.id;

CREATE VIEW group_details AS SELECT d.id, d.document ->> '$.user' AS user_id, d.document ->> '$.group_snapshot_id' AS group_snapshot_id,
    d.document ->> '$.source_group_id' AS source_group_id
FROM documents d WHERE d.kind = 'group';
