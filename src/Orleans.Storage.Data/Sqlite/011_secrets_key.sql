-- A text sealed with the key that the secrets of this database are sealed with: a silo that cannot open it has another key.
CREATE TABLE secrets_key (
    only_row integer PRIMARY KEY CHECK (only_row = 1),
    proof    text NOT NULL
);
