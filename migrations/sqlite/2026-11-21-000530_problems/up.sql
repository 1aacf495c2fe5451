-- Problems and diagnoses.

CREATE TABLE problems (
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
    visit_id BLOB REFERENCES visits (id) CHECK (length(visit_id) = 16),
    category TEXT NOT NULL,
    certainty TEXT,
    severity TEXT,
    body_site TEXT,
    onset_text TEXT,
    ended_at TEXT CHECK (length(ended_at) = 27),
    ended_precision TEXT,
    ended_text TEXT,
    CONSTRAINT problems_status_known CHECK (status IN ('active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved', 'entered_in_error', 'unknown')),
    CONSTRAINT problems_category_known CHECK (category IN ('problem', 'diagnosis'))
) STRICT;
CREATE INDEX problems_of_patient ON problems (patient_id, at, id);
CREATE INDEX problems_of_visit ON problems (visit_id);
CREATE INDEX problems_by_status ON problems (patient_id, status, at, id);
CREATE UNIQUE INDEX problems_original ON problems (source_id, original_type, original_id);
