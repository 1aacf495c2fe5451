-- Allergies, vaccines, and the answers to the four questions of the first visit.

CREATE TABLE allergies (
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
    kind TEXT,
    category TEXT,
    criticality TEXT,
    certainty TEXT,
    reaction TEXT,
    severity TEXT,
    onset_text TEXT,
    last_at TEXT CHECK (length(last_at) = 27),
    last_precision TEXT,
    CONSTRAINT allergies_status_known CHECK (status IN ('active', 'inactive', 'resolved', 'entered_in_error', 'unknown'))
) STRICT;
CREATE INDEX allergies_of_patient ON allergies (patient_id, at, id);
CREATE INDEX allergies_by_status ON allergies (patient_id, status, at, id);
CREATE UNIQUE INDEX allergies_original ON allergies (source_id, original_type, original_id);

CREATE TABLE vaccines (
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
    given_text TEXT,
    lot TEXT,
    dose_number TEXT,
    dose TEXT,
    site TEXT,
    route TEXT,
    CONSTRAINT vaccines_status_known CHECK (status IN ('completed', 'not_done', 'entered_in_error'))
) STRICT;
CREATE INDEX vaccines_of_patient ON vaccines (patient_id, at, id);
CREATE INDEX vaccines_of_visit ON vaccines (visit_id);
CREATE UNIQUE INDEX vaccines_original ON vaccines (source_id, original_type, original_id);

CREATE TABLE intake_answers (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    patient_id BLOB NOT NULL REFERENCES patients (id) CHECK (length(patient_id) = 16),
    question TEXT NOT NULL,
    none INTEGER NOT NULL CHECK (none IN (0, 1)),
    answered_at TEXT NOT NULL CHECK (length(answered_at) = 27),
    answered_by BLOB REFERENCES accounts (id) CHECK (length(answered_by) = 16),
    answered_by_name TEXT NOT NULL,
    source_id BLOB REFERENCES import_sources (id) CHECK (length(source_id) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT intake_answers_patient_id_question_key UNIQUE (patient_id, question),
    CONSTRAINT intake_answers_question_known CHECK (question IN ('allergies', 'vaccines', 'problems', 'medication'))
) STRICT;
