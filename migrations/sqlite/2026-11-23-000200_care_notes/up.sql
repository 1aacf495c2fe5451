-- What somebody wrote about a patient: nursing notes for now.

CREATE TABLE notes (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    patient_id BLOB NOT NULL REFERENCES patients (id) CHECK (length(patient_id) = 16),
    at TEXT NOT NULL CHECK (length(at) = 27),
    at_precision TEXT NOT NULL,
    status TEXT NOT NULL,
    code_system TEXT,
    code TEXT,
    code_display TEXT,
    code_text TEXT NOT NULL,
    other_codings TEXT CHECK (json_valid(other_codings)),
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
    kind TEXT NOT NULL,
    body TEXT,
    restricted INTEGER NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1)),
    voided_at TEXT CHECK (length(voided_at) = 27),
    voided_by BLOB REFERENCES accounts (id) CHECK (length(voided_by) = 16),
    voided_by_name TEXT,
    void_reason TEXT,
    CONSTRAINT notes_status_known CHECK (status IN ('preliminary', 'final', 'entered_in_error')),
    CONSTRAINT notes_kind_known CHECK (kind IN ('nursing', 'consultation', 'amendment')),
    CONSTRAINT notes_voided_whole CHECK ((status = 'entered_in_error') = (voided_at IS NOT NULL AND void_reason IS NOT NULL))
) STRICT;
CREATE INDEX notes_of_patient ON notes (patient_id, at, id);
CREATE INDEX notes_of_visit ON notes (visit_id);
CREATE UNIQUE INDEX notes_original ON notes (source_id, original_type, original_id);
