-- Where imported rows come from, and what they said before.

CREATE TABLE import_sources (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    name TEXT NOT NULL,
    created_at TEXT NOT NULL CHECK (length(created_at) = 27),
    CONSTRAINT import_sources_name_key UNIQUE (name)
) STRICT;

CREATE TABLE record_versions (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    kind TEXT NOT NULL,
    row_id BLOB NOT NULL CHECK (length(row_id) = 16),
    patient_id BLOB REFERENCES patients (id) CHECK (length(patient_id) = 16),
    version INTEGER NOT NULL,
    content TEXT NOT NULL CHECK (json_valid(content)),
    content_hash TEXT,
    replaced_at TEXT NOT NULL CHECK (length(replaced_at) = 27),
    replaced_by BLOB REFERENCES accounts (id) CHECK (length(replaced_by) = 16),
    CONSTRAINT record_versions_row_id_version_key UNIQUE (row_id, version)
) STRICT;
CREATE INDEX record_versions_of_patient ON record_versions (patient_id, replaced_at, id);
