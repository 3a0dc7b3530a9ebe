-- Grain state, for the query contract of Orleans 10.4's ADO.NET storage. Our own table: Orleans' script has no unique key, so that two first writes of one grain can
-- both win, after which the grain can never be read again. Here the key is the primary key, and the loser of a first write gets no row, which Orleans reads as a conflict.
-- One database serves one cluster. The grain's hashes are not stored: the key itself is indexed. A missing string key is stored as ''.

CREATE TABLE orleansquery (
    querykey  varchar(64) PRIMARY KEY,
    querytext varchar(8000) NOT NULL
);

-- payload: JSON, kept as text so that the triggers of 003 read it as it is; Orleans sends and takes bytes. fillfactor: a row's next versions fit into its page, so that an
-- update touches no index. toast_tuple_target: a document of a few KB stays in the row, uncompressed.
CREATE TABLE orleansstorage (
    grainidextensionstring text COLLATE "C" NOT NULL,
    graintypestring        text COLLATE "C" NOT NULL,
    grainidn0              bigint NOT NULL,
    grainidn1              bigint NOT NULL,
    serviceid              text COLLATE "C" NOT NULL,
    version                integer NOT NULL,
    modifiedon             timestamptz NOT NULL,
    payload                text,
    PRIMARY KEY (grainidextensionstring, graintypestring, grainidn0, grainidn1, serviceid)
) WITH (fillfactor = 50, toast_tuple_target = 4080);

-- A write is one statement for a first and for every later one: an UPDATE and an INSERT beside it in one WITH cost half as much again.
INSERT INTO orleansquery (querykey, querytext) VALUES
('WriteToStorageKey', '
INSERT INTO orleansstorage AS stored (grainidextensionstring, graintypestring, grainidn0, grainidn1, serviceid, version, modifiedon, payload)
VALUES (coalesce(@GrainIdExtensionString, ''''), @GrainTypeString, @GrainIdN0, @GrainIdN1, @ServiceId, coalesce(@GrainStateVersion, 0) + 1, now(),
        convert_from(@PayloadBinary, ''UTF8''))
ON CONFLICT (grainidextensionstring, graintypestring, grainidn0, grainidn1, serviceid)
DO UPDATE SET payload = excluded.payload, modifiedon = excluded.modifiedon, version = excluded.version WHERE stored.version = @GrainStateVersion
RETURNING version AS NewGrainStateVersion'),
('ReadFromStorageKey', '
SELECT convert_to(payload, ''UTF8'') AS PayloadBinary, now() AS ReadOn, version AS Version FROM orleansstorage
WHERE grainidextensionstring = coalesce(@GrainIdExtensionString, '''') AND graintypestring = @GrainTypeString
  AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1 AND serviceid = @ServiceId'),
('ClearStorageKey', '
UPDATE orleansstorage SET payload = NULL, modifiedon = now(), version = version + 1
WHERE grainidextensionstring = coalesce(@GrainIdExtensionString, '''') AND graintypestring = @GrainTypeString
  AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1 AND serviceid = @ServiceId AND version = @GrainStateVersion
RETURNING version AS NewGrainStateVersion'),
('DeleteStorageKey', '
DELETE FROM orleansstorage
WHERE grainidextensionstring = coalesce(@GrainIdExtensionString, '''') AND graintypestring = @GrainTypeString
  AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1 AND serviceid = @ServiceId AND version = @GrainStateVersion
RETURNING version + 1 AS NewGrainStateVersion');

-- A write that remembers a version must find its row. Ours are cleared, never deleted; should one have been deleted by hand, a stale writer must not bring it back.
CREATE FUNCTION refuse_stale_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The state of % "%" was deleted.', NEW.graintypestring, NEW.grainidextensionstring;
END $$;
CREATE TRIGGER stale_insert AFTER INSERT ON orleansstorage FOR EACH ROW WHEN (NEW.version <> 1) EXECUTE FUNCTION refuse_stale_insert();
