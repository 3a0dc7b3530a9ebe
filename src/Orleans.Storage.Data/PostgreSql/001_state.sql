-- Grain state, for the query contract of Orleans 10.4's ADO.NET storage. Our own table: Orleans' script has no unique key, so that two first writes of one grain can
-- both win, after which the grain can never be read again. Here the key is the primary key, and the loser of a first write gets no row, which Orleans reads as a conflict.
-- One database serves one cluster. The grain's hashes are not stored: the key itself is indexed. A missing string key is stored as ''.

CREATE TABLE orleansquery (
    querykey  varchar(64) PRIMARY KEY,
    querytext varchar(8000) NOT NULL
);

-- fillfactor: a row's next versions fit into its page, so that an update touches no index. toast_tuple_target: a document of a few KB stays in the row, uncompressed.
CREATE TABLE orleansstorage (
    grainidextensionstring text COLLATE "C" NOT NULL,
    graintypestring        text COLLATE "C" NOT NULL,
    grainidn0              bigint NOT NULL,
    grainidn1              bigint NOT NULL,
    serviceid              text COLLATE "C" NOT NULL,
    version                integer NOT NULL,
    modifiedon             timestamptz NOT NULL,
    payloadbinary          bytea,
    PRIMARY KEY (grainidextensionstring, graintypestring, grainidn0, grainidn1, serviceid)
) WITH (fillfactor = 50, toast_tuple_target = 4080);

INSERT INTO orleansquery (querykey, querytext) VALUES
('WriteToStorageKey', '
WITH changed AS (
    UPDATE orleansstorage SET payloadbinary = @PayloadBinary, modifiedon = now(), version = version + 1
    WHERE grainidextensionstring = coalesce(@GrainIdExtensionString, '''') AND graintypestring = @GrainTypeString
      AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1 AND serviceid = @ServiceId AND version = @GrainStateVersion
    RETURNING version),
made AS (
    INSERT INTO orleansstorage (grainidextensionstring, graintypestring, grainidn0, grainidn1, serviceid, version, modifiedon, payloadbinary)
    SELECT coalesce(@GrainIdExtensionString, ''''), @GrainTypeString, @GrainIdN0, @GrainIdN1, @ServiceId, 1, now(), @PayloadBinary
    WHERE @GrainStateVersion IS NULL
    ON CONFLICT DO NOTHING
    RETURNING version)
SELECT version AS NewGrainStateVersion FROM changed UNION ALL SELECT version FROM made'),
('ReadFromStorageKey', '
SELECT payloadbinary AS PayloadBinary, now() AS ReadOn, version AS Version FROM orleansstorage
WHERE grainidextensionstring = coalesce(@GrainIdExtensionString, '''') AND graintypestring = @GrainTypeString
  AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1 AND serviceid = @ServiceId'),
('ClearStorageKey', '
UPDATE orleansstorage SET payloadbinary = NULL, modifiedon = now(), version = version + 1
WHERE grainidextensionstring = coalesce(@GrainIdExtensionString, '''') AND graintypestring = @GrainTypeString
  AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1 AND serviceid = @ServiceId AND version = @GrainStateVersion
RETURNING version AS NewGrainStateVersion'),
('DeleteStorageKey', '
DELETE FROM orleansstorage
WHERE grainidextensionstring = coalesce(@GrainIdExtensionString, '''') AND graintypestring = @GrainTypeString
  AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1 AND serviceid = @ServiceId AND version = @GrainStateVersion
RETURNING version + 1 AS NewGrainStateVersion');
