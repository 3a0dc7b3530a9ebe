-- A document that is damaged, or of a newer version, is one bad row: what reads many documents goes on past it, and a good document can be written over it. What is written is as strict as before.

-- The line of a document as an object, for views. Of a document whose line cannot be read, or that is cut off, it says no more than that its status is error. The casts are those of the views of 002.
CREATE OR REPLACE FUNCTION document_part(document text, line integer) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    part    jsonb;
    moment  timestamptz;
    counted integer;
BEGIN
    IF right(document, 1) <> '}' THEN
        RETURN '{"status": "error"}';
    END IF;
    part := ('{' || ltrim(rtrim(split_part(document, E'\n', line), ','), '{') || '}')::jsonb;
    moment := part ->> 'updated_at';
    counted := part ->> 'exports_recorded';
    RETURN part;
EXCEPTION WHEN data_exception THEN
    RETURN '{"status": "error"}';
END $$;

-- A line of a state document as an object; null when it cannot be read.
CREATE FUNCTION line_part_or_null(line text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN line_part(line);
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END $$;

-- The entries that one write ended; of a document that cannot be read one, the document itself.
CREATE FUNCTION ended_operations(document text) RETURNS TABLE (entry text, "position" bigint) LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    ended jsonb := line_part_or_null(document) -> 'ended';
BEGIN
    IF jsonb_typeof(ended) = 'array' THEN
        RETURN QUERY SELECT e.value::text, e.ordinality FROM jsonb_array_elements(ended) WITH ORDINALITY AS e;
    ELSE
        RETURN QUERY SELECT document, 1::bigint;
    END IF;
END $$;

CREATE OR REPLACE VIEW operations AS SELECT f.volume_id, f.seq, e."position" AS position, e.entry AS document
FROM operation_facts f CROSS JOIN LATERAL ended_operations(f.document) AS e;

-- When the first of the entries ended; null when that cannot be read, so that such an entry is kept until an operator has seen it.
CREATE FUNCTION first_ended_at(document text) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (line_part(document) -> 'ended' -> 0 ->> 'ended')::timestamptz;
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END $$;

-- As in 003, but for what was there before and cannot be compared: then all is projected anew.
CREATE OR REPLACE FUNCTION project_volume() RETURNS trigger LANGUAGE plpgsql AS $$
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
    IF was IS NOT NULL AND (array_length(was, 1) <> 9 OR (now[3] IS DISTINCT FROM was[3] AND line_part_or_null(was[3]) IS NULL)
        OR (now[5] IS DISTINCT FROM was[5] AND line_part_or_null(was[5]) IS NULL)) THEN
        done := forget_volume(volume);
        was := NULL;
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

-- Makes every row of the catalog again that comes from a volume's document, but those of the timeline, which come with a write.
CREATE FUNCTION project_again(volume uuid, document text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    lines text[] := string_to_array(document, E'\n');
    done  boolean := forget_volume(volume);
BEGIN
    IF lines[8] IS DISTINCT FROM '"gone":false' THEN
        RETURN done;
    END IF;
    done := project_volume_facts(volume, line_part(lines[2]));
    done := project_transfer(volume, line_part(lines[2]));
    done := project_attachments(volume, lines[2], '[]', line_part(lines[3])->'attachments');
    done := project_snapshots(volume, '[]', line_part(lines[5])->'snapshots');
    INSERT INTO intents (volume_id, backend, not_after)
    SELECT volume, line_part(lines[2])->>'backend', (open->>'not_after')::timestamptz FROM (SELECT line_part(lines[6])->'intent' AS open) i WHERE jsonb_typeof(open) = 'object';
    RETURN done;
END $$;
