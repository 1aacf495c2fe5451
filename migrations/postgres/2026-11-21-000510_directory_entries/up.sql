-- People and places elsewhere that a record names. They are never accounts.

CREATE TABLE directory_entries (
    id uuid PRIMARY KEY NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    identifier_system text,
    identifier text,
    phone text,
    address text,
    active boolean NOT NULL,
    source_id uuid REFERENCES import_sources (id),
    original_type text,
    original_id text,
    content_hash text,
    version bigint NOT NULL DEFAULT 1,
    edited_here boolean NOT NULL DEFAULT false,
    CONSTRAINT directory_entries_kind_known CHECK (kind IN ('person', 'organisation'))
);
CREATE INDEX directory_entries_by_identifier ON directory_entries (identifier_system, identifier);
CREATE UNIQUE INDEX directory_entries_original ON directory_entries (source_id, original_type, original_id);
