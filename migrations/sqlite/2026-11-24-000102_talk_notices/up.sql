-- What is said to all, or to some roles and sites.
CREATE TABLE notices (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    pinned INTEGER NOT NULL CHECK (pinned IN (0, 1)),
    from_day TEXT NOT NULL CHECK (length(from_day) = 10),
    until_day TEXT CHECK (length(until_day) = 10),
    roles TEXT NOT NULL,
    written_by BLOB NOT NULL REFERENCES accounts (id) CHECK (length(written_by) = 16),
    written_by_name TEXT NOT NULL,
    made_at TEXT NOT NULL CHECK (length(made_at) = 27),
    changed_at TEXT CHECK (length(changed_at) = 27),
    withdrawn_at TEXT CHECK (length(withdrawn_at) = 27),
    version INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT notices_days_in_order CHECK (until_day IS NULL OR until_day >= from_day)
) STRICT;
CREATE INDEX notices_by_day ON notices (from_day, id) WHERE withdrawn_at IS NULL;

CREATE TABLE notice_sites (
    notice_id BLOB NOT NULL REFERENCES notices (id) CHECK (length(notice_id) = 16),
    site_id BLOB NOT NULL REFERENCES sites (id) CHECK (length(site_id) = 16),
    PRIMARY KEY (notice_id, site_id)
) STRICT;

-- Who said that they have read it, and which version of it.
CREATE TABLE notice_receipts (
    notice_id BLOB NOT NULL REFERENCES notices (id) CHECK (length(notice_id) = 16),
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    version INTEGER NOT NULL,
    read_at TEXT NOT NULL CHECK (length(read_at) = 27),
    PRIMARY KEY (notice_id, account_id)
) STRICT;
