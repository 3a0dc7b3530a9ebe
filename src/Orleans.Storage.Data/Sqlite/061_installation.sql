-- See the script of the same name for PostgreSQL.
CREATE TABLE installation (
    only_row integer PRIMARY KEY CHECK (only_row = 1),
    id       text NOT NULL
);
