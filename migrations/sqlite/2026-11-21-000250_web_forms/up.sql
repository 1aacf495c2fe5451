CREATE TABLE submissions (
    key_hash BLOB PRIMARY KEY NOT NULL,
    body_hash BLOB NOT NULL,
    answer TEXT NOT NULL CHECK (json_valid(answer)),
    at TEXT NOT NULL CHECK (length(at) = 27)
) STRICT;
CREATE INDEX submissions_by_time ON submissions (at);

CREATE TABLE drafts (
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    form TEXT NOT NULL,
    body TEXT NOT NULL,
    saved_at TEXT NOT NULL CHECK (length(saved_at) = 27),
    PRIMARY KEY (account_id, form)
) STRICT;
