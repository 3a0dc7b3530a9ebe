-- Who this database is: every array that it has made its own carries the id. Made by the first silo that starts on it.
CREATE TABLE installation (
    only_row integer PRIMARY KEY CHECK (only_row = 1),
    id       text NOT NULL
);
