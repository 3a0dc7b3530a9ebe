-- Where a silo writes to learn whether writes are done. A silo takes any slot; filler asks for space when there was none.
CREATE TABLE storage_probe (
    slot   INTEGER PRIMARY KEY,
    times  INTEGER NOT NULL,
    filler BLOB
);
