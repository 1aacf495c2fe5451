CREATE TABLE drafts_kept (
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    id BLOB NOT NULL CHECK (length(id) = 16),
    form TEXT NOT NULL,
    body TEXT NOT NULL,
    saved_at TEXT NOT NULL CHECK (length(saved_at) = 27),
    PRIMARY KEY (account_id, id)
) STRICT;
INSERT INTO drafts_kept (account_id, id, form, body, saved_at)
    SELECT account_id, randomblob(16), '/kept', body, saved_at FROM drafts;
DROP TABLE drafts;
ALTER TABLE drafts_kept RENAME TO drafts;
CREATE INDEX drafts_by_form ON drafts (account_id, form, saved_at);
CREATE INDEX drafts_by_time ON drafts (saved_at);
