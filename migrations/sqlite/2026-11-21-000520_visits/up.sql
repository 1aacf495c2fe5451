-- Visits: who came when, to whom, where and why.

CREATE TABLE visits (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    patient_id BLOB NOT NULL REFERENCES patients (id) CHECK (length(patient_id) = 16),
    at TEXT NOT NULL CHECK (length(at) = 27),
    at_precision TEXT NOT NULL,
    status TEXT NOT NULL,
    code_system TEXT,
    code TEXT,
    code_display TEXT,
    code_text TEXT NOT NULL,
    author_id BLOB REFERENCES directory_entries (id) CHECK (length(author_id) = 16),
    author TEXT,
    note TEXT,
    recorded_at TEXT CHECK (length(recorded_at) = 27),
    recorded_by BLOB REFERENCES accounts (id) CHECK (length(recorded_by) = 16),
    source_id BLOB REFERENCES import_sources (id) CHECK (length(source_id) = 16),
    original_type TEXT,
    original_id TEXT,
    content_hash TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    edited_here INTEGER NOT NULL DEFAULT 0 CHECK (edited_here IN (0, 1)),
    class TEXT,
    ends_at TEXT CHECK (length(ends_at) = 27),
    ends_precision TEXT,
    reason_system TEXT,
    reason_code TEXT,
    reason_display TEXT,
    reason_text TEXT,
    place_id BLOB REFERENCES directory_entries (id) CHECK (length(place_id) = 16),
    place TEXT,
    discharge TEXT,
    CONSTRAINT visits_status_known CHECK (status IN ('planned', 'arrived', 'in_progress', 'finished', 'cancelled', 'entered_in_error', 'unknown'))
) STRICT;
CREATE INDEX visits_of_patient ON visits (patient_id, at, id);
CREATE UNIQUE INDEX visits_original ON visits (source_id, original_type, original_id);
