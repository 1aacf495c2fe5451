-- Prescriptions, and medicines that somebody says they take.

CREATE TABLE prescriptions (
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
    intent TEXT NOT NULL,
    dosage TEXT,
    dose TEXT,
    route TEXT,
    frequency TEXT,
    as_needed INTEGER NOT NULL CHECK (as_needed IN (0, 1)),
    duration TEXT,
    quantity TEXT,
    repeats INTEGER,
    starts_at TEXT CHECK (length(starts_at) = 27),
    starts_precision TEXT,
    ends_at TEXT CHECK (length(ends_at) = 27),
    ends_precision TEXT,
    reason TEXT,
    problem_id BLOB REFERENCES problems (id) CHECK (length(problem_id) = 16),
    CONSTRAINT prescriptions_status_known CHECK (status IN ('active', 'on_hold', 'cancelled', 'completed', 'entered_in_error', 'stopped', 'draft', 'unknown'))
) STRICT;
CREATE INDEX prescriptions_of_patient ON prescriptions (patient_id, at, id);
CREATE INDEX prescriptions_of_visit ON prescriptions (visit_id);
CREATE INDEX prescriptions_by_status ON prescriptions (patient_id, status, at, id);
CREATE UNIQUE INDEX prescriptions_original ON prescriptions (source_id, original_type, original_id);
