-- What was done to the patient.

CREATE TABLE procedures (
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
    status_reason TEXT,
    performed_text TEXT,
    ended_at TEXT CHECK (length(ended_at) = 27),
    ended_precision TEXT,
    reason TEXT,
    problem_id BLOB REFERENCES problems (id) CHECK (length(problem_id) = 16),
    body_site TEXT,
    outcome TEXT,
    CONSTRAINT procedures_status_known CHECK (status IN ('preparation', 'in_progress', 'not_done', 'on_hold', 'stopped', 'completed', 'entered_in_error', 'unknown'))
) STRICT;
CREATE INDEX procedures_of_patient ON procedures (patient_id, at, id);
CREATE INDEX procedures_of_visit ON procedures (visit_id);
CREATE UNIQUE INDEX procedures_original ON procedures (source_id, original_type, original_id);
