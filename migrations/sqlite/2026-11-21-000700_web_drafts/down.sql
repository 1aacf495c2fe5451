CREATE TABLE drafts_kept (
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    form TEXT NOT NULL,
    body TEXT NOT NULL,
    saved_at TEXT NOT NULL CHECK (length(saved_at) = 27),
    PRIMARY KEY (account_id, form)
) STRICT;
INSERT INTO drafts_kept (account_id, form, body, saved_at)
    SELECT account_id, 'posted', body, max(saved_at) FROM drafts WHERE form = '/kept' GROUP BY account_id;
DROP TABLE drafts;
ALTER TABLE drafts_kept RENAME TO drafts;
