-- Grain state, for the query contract of Orleans 10.4's ADO.NET storage; see the script of the same name for PostgreSQL. One database serves one cluster.

CREATE TABLE OrleansQuery (
    QueryKey  TEXT NOT NULL PRIMARY KEY,
    QueryText TEXT NOT NULL
);

CREATE TABLE OrleansStorage (
    GrainIdExtensionString TEXT NOT NULL,
    GrainTypeString        TEXT NOT NULL,
    GrainIdN0              INTEGER NOT NULL,
    GrainIdN1              INTEGER NOT NULL,
    ServiceId              TEXT NOT NULL,
    Version                INTEGER NOT NULL,
    ModifiedOn             TEXT NOT NULL,
    PayloadBinary          BLOB,
    PRIMARY KEY (GrainIdExtensionString, GrainTypeString, GrainIdN0, GrainIdN1, ServiceId)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('WriteToStorageKey', '
UPDATE OrleansStorage SET PayloadBinary = @PayloadBinary, ModifiedOn = datetime(''now''), Version = Version + 1
WHERE GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''') AND GrainTypeString = @GrainTypeString
  AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND ServiceId = @ServiceId AND Version = @GrainStateVersion
RETURNING Version AS NewGrainStateVersion;
INSERT INTO OrleansStorage (GrainIdExtensionString, GrainTypeString, GrainIdN0, GrainIdN1, ServiceId, Version, ModifiedOn, PayloadBinary)
SELECT coalesce(@GrainIdExtensionString, ''''), @GrainTypeString, @GrainIdN0, @GrainIdN1, @ServiceId, 1, datetime(''now''), @PayloadBinary
WHERE @GrainStateVersion IS NULL
ON CONFLICT DO NOTHING
RETURNING Version AS NewGrainStateVersion;'),
('ReadFromStorageKey', '
SELECT PayloadBinary, datetime(''now'') AS ReadOn, Version FROM OrleansStorage
WHERE GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''') AND GrainTypeString = @GrainTypeString
  AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND ServiceId = @ServiceId;'),
('ClearStorageKey', '
UPDATE OrleansStorage SET PayloadBinary = NULL, ModifiedOn = datetime(''now''), Version = Version + 1
WHERE GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''') AND GrainTypeString = @GrainTypeString
  AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND ServiceId = @ServiceId AND Version = @GrainStateVersion
RETURNING Version AS NewGrainStateVersion;'),
('DeleteStorageKey', '
DELETE FROM OrleansStorage
WHERE GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''') AND GrainTypeString = @GrainTypeString
  AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND ServiceId = @ServiceId AND Version = @GrainStateVersion
RETURNING Version + 1 AS NewGrainStateVersion;');
