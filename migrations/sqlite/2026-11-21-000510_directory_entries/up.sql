-- People and places elsewhere that a record names. They are never accounts.

CREATE TABLE directory_entries (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    identifier_system TEXT,
    identifier TEXT,
    phone TEXT,
    address TEXT,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    source_id BLOB REFERENCES import_sources (id) CHECK (length(source_id) = 16),
    original_type TEXT,
    original_id TEXT,
    content_hash TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    edited_here INTEGER NOT NULL DEFAULT 0 CHECK (edited_here IN (0, 1)),
    CONSTRAINT directory_entries_kind_known CHECK (kind IN ('person', 'organisation'))
) STRICT;
CREATE INDEX directory_entries_by_identifier ON directory_entries (identifier_system, identifier);
CREATE UNIQUE INDEX directory_entries_original ON directory_entries (source_id, original_type, original_id);
