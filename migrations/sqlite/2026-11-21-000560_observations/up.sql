-- Measurements, results and answers, with the parts of those that have several values.

CREATE TABLE observations (
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
    test_key TEXT NOT NULL,
    value_kind TEXT NOT NULL,
    value REAL,
    value_written TEXT,
    comparator TEXT,
    unit TEXT,
    unit_code TEXT,
    value_system TEXT,
    value_code TEXT,
    value_display TEXT,
    value_text TEXT,
    range_low REAL,
    range_high REAL,
    range_text TEXT,
    interpretation TEXT,
    issued_at TEXT CHECK (length(issued_at) = 27),
    CONSTRAINT observations_status_known CHECK (status IN ('registered', 'preliminary', 'final', 'amended', 'corrected', 'cancelled', 'entered_in_error', 'unknown'))
) STRICT;
CREATE INDEX observations_of_patient ON observations (patient_id, at, id);
CREATE INDEX observations_of_visit ON observations (visit_id);
CREATE INDEX observations_by_test ON observations (patient_id, category, test_key, at, id);
CREATE INDEX observations_by_category ON observations (patient_id, category, at, id);
CREATE UNIQUE INDEX observations_original ON observations (source_id, original_type, original_id);

CREATE TABLE observation_parts (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    observation_id BLOB NOT NULL REFERENCES observations (id) CHECK (length(observation_id) = 16),
    position INTEGER NOT NULL,
    patient_id BLOB NOT NULL REFERENCES patients (id) CHECK (length(patient_id) = 16),
    test_key TEXT NOT NULL,
    code_system TEXT,
    code TEXT,
    code_display TEXT,
    code_text TEXT NOT NULL,
    value_kind TEXT NOT NULL,
    value REAL,
    value_written TEXT,
    comparator TEXT,
    unit TEXT,
    unit_code TEXT,
    value_system TEXT,
    value_code TEXT,
    value_display TEXT,
    value_text TEXT,
    range_low REAL,
    range_high REAL,
    range_text TEXT,
    interpretation TEXT,
    CONSTRAINT observation_parts_observation_id_position_key UNIQUE (observation_id, position)
) STRICT;
CREATE INDEX observation_parts_by_test ON observation_parts (patient_id, test_key, observation_id);
