-- See the script of the same name for PostgreSQL. What was there before and cannot be read counts as a document that says nothing: all is projected anew.
DROP TRIGGER volume_updated;
CREATE TRIGGER volume_updated AFTER UPDATE OF PayloadBinary ON OrleansStorage WHEN NEW.GrainTypeString = 'volume'
BEGIN
    INSERT INTO volume_change VALUES (NEW.GrainIdExtensionString,
        iif(json_valid(CAST(OLD.PayloadBinary AS TEXT)) = 0, '{}', iif(CAST(OLD.PayloadBinary AS TEXT) ->> '$.gone', NULL, CAST(OLD.PayloadBinary AS TEXT))), CAST(NEW.PayloadBinary AS TEXT));
END;

DROP TRIGGER volume_deleted;
CREATE TRIGGER volume_deleted AFTER DELETE ON OrleansStorage WHEN OLD.GrainTypeString = 'volume'
BEGIN
    INSERT INTO volume_change VALUES (OLD.GrainIdExtensionString, iif(json_valid(CAST(OLD.PayloadBinary AS TEXT)) = 0, '{}', CAST(OLD.PayloadBinary AS TEXT)), NULL);
END;

DROP VIEW operations;
CREATE VIEW operations AS SELECT f.volume_id, f.seq, e.key AS position, e.value AS document
FROM operation_facts f, json_each(iif(json_valid(f.document), f.document, json_array(f.document))) e;
