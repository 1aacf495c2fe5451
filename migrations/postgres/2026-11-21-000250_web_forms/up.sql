CREATE TABLE submissions (
    key_hash bytea PRIMARY KEY NOT NULL,
    body_hash bytea NOT NULL,
    answer jsonb NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX submissions_by_time ON submissions (at);

CREATE TABLE drafts (
    account_id uuid NOT NULL REFERENCES accounts (id),
    form text NOT NULL,
    body text NOT NULL,
    saved_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, form)
);
