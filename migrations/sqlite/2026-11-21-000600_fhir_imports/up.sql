-- Import runs, what they could not simply take, and which patient came from where.

CREATE TABLE import_runs (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    status TEXT NOT NULL,
    dry_run INTEGER NOT NULL CHECK (dry_run IN (0, 1)),
    label TEXT NOT NULL,
    started_at TEXT NOT NULL CHECK (length(started_at) = 27),
    advanced_at TEXT NOT NULL CHECK (length(advanced_at) = 27),
    ended_at TEXT CHECK (length(ended_at) = 27),
    started_by BLOB REFERENCES accounts (id) CHECK (length(started_by) = 16),
    files INTEGER NOT NULL,
    files_done INTEGER NOT NULL,
    resources_done INTEGER NOT NULL,
    report TEXT NOT NULL CHECK (json_valid(report)),
    CONSTRAINT import_runs_status_known CHECK (status IN ('running', 'finished', 'failed'))
) STRICT;
CREATE INDEX import_runs_by_start ON import_runs (started_at, id);

CREATE TABLE import_items (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    run_id BLOB NOT NULL REFERENCES import_runs (id) CHECK (length(run_id) = 16),
    kind TEXT NOT NULL,
    file TEXT NOT NULL,
    resource_type TEXT,
    original_id TEXT,
    patient_id BLOB REFERENCES patients (id) CHECK (length(patient_id) = 16),
    other_patient_id BLOB CHECK (length(other_patient_id) = 16),
    reason TEXT NOT NULL,
    CONSTRAINT import_items_kind_known CHECK (kind IN ('refused', 'conflict', 'duplicate', 'unresolved'))
) STRICT;
CREATE INDEX import_items_of_run ON import_items (run_id, id);
CREATE INDEX import_items_of_patient ON import_items (patient_id, kind);

CREATE TABLE imported_patients (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    source_id BLOB NOT NULL REFERENCES import_sources (id) CHECK (length(source_id) = 16),
    original_id TEXT NOT NULL,
    patient_id BLOB NOT NULL REFERENCES patients (id) CHECK (length(patient_id) = 16),
    content_hash TEXT NOT NULL,
    patient_version INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT imported_patients_source_id_original_id_key UNIQUE (source_id, original_id)
) STRICT;
CREATE INDEX imported_patients_of_patient ON imported_patients (patient_id);
