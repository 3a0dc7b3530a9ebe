-- What is open on an array, for operators: the table of 002 has what reconcilers look for, and no more.
CREATE VIEW open_operations AS SELECT i.backend, (document_part(s.payload, 6) -> 'intent' ->> 'started')::timestamptz AS started_at
FROM intents i JOIN orleansstorage s ON s.grainidextensionstring = i.volume_id::text AND s.graintypestring = 'volume';
