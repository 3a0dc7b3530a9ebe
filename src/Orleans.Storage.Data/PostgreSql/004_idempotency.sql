-- Keys that clients gave to their creates. The primary key decides who was first. answer: sealed, for it may say how a host logs in; null until the request was answered.
CREATE TABLE idempotency_keys (
    key            text COLLATE "C" PRIMARY KEY,
    request_digest text NOT NULL,
    resource_id    uuid NOT NULL,
    taken_at       timestamptz NOT NULL,
    status         integer,
    answer         text
);
CREATE INDEX idempotency_keys_oldest ON idempotency_keys (taken_at);
