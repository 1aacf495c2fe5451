-- What is said to all, or to some roles and sites.
CREATE TABLE notices (
    id uuid PRIMARY KEY NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    pinned boolean NOT NULL,
    from_day date NOT NULL,
    until_day date,
    roles text NOT NULL,
    written_by uuid NOT NULL REFERENCES accounts (id),
    written_by_name text NOT NULL,
    made_at timestamptz NOT NULL,
    changed_at timestamptz,
    withdrawn_at timestamptz,
    version bigint NOT NULL DEFAULT 1,
    CONSTRAINT notices_days_in_order CHECK (until_day IS NULL OR until_day >= from_day)
);
CREATE INDEX notices_by_day ON notices (from_day, id) WHERE withdrawn_at IS NULL;

CREATE TABLE notice_sites (
    notice_id uuid NOT NULL REFERENCES notices (id),
    site_id uuid NOT NULL REFERENCES sites (id),
    PRIMARY KEY (notice_id, site_id)
);

-- Who said that they have read it, and which version of it.
CREATE TABLE notice_receipts (
    notice_id uuid NOT NULL REFERENCES notices (id),
    account_id uuid NOT NULL REFERENCES accounts (id),
    version bigint NOT NULL,
    read_at timestamptz NOT NULL,
    PRIMARY KEY (notice_id, account_id)
);
