-- What only an operator filters by is read in the state document; what every tenant's list asks for is in the tables of 002. As it is shown: a volume of a snapshot has a source on record
-- (the snapshot's volume) and shows none.

CREATE VIEW volume_details AS SELECT f.id, part ->> 'user' COLLATE "C" AS user_id, coalesce((part ->> 'multiattach')::boolean, false) AS multiattach,
    (part ->> 'snapshot_id')::uuid AS snapshot_id, CASE WHEN part ->> 'snapshot_id' IS NULL THEN (part ->> 'source_volid')::uuid END AS source_volid, coalesce((part ->> 'shared_targets')::boolean, true) AS shared_targets,
    f.metadata || coalesce(part -> 'admin_metadata', '{}') AS shown_metadata
FROM volume_facts f
JOIN orleansstorage s ON s.grainidextensionstring = f.id::text AND s.graintypestring = 'volume'
CROSS JOIN LATERAL document_part(s.payload, 2) AS part;

CREATE VIEW attachment_details AS SELECT f.id, entry ->> 'mode' AS mode, entry ->> 'mountpoint' COLLATE "C" AS mountpoint
FROM attachment_facts f
JOIN orleansstorage s ON s.grainidextensionstring = f.volume_id::text AND s.graintypestring = 'volume'
CROSS JOIN LATERAL jsonb_path_query_first(document_part(s.payload, 3), '$.attachments[*] ? (@.id == $id)', jsonb_build_object('id', f.id)) AS entry;

-- A document that is not JSON has no details.
CREATE FUNCTION readable_document(document text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN document::jsonb;
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END $$;

CREATE VIEW group_details AS SELECT g.id, document ->> 'user' COLLATE "C" AS user_id, (document ->> 'group_snapshot_id')::uuid AS group_snapshot_id,
    (document ->> 'source_group_id')::uuid AS source_group_id
FROM groups g
JOIN orleansstorage s ON s.grainidextensionstring = g.id::text AND s.graintypestring = 'group'
CROSS JOIN LATERAL readable_document(s.payload) AS document;
