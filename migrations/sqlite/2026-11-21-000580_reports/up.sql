-- Reports, and the results that belong to each.

CREATE TABLE reports (
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
    category TEXT,
    issued_at TEXT CHECK (length(issued_at) = 27),
    conclusion TEXT,
    CONSTRAINT reports_status_known CHECK (status IN ('registered', 'preliminary', 'final', 'amended', 'corrected', 'cancelled', 'entered_in_error', 'unknown'))
) STRICT;
CREATE INDEX reports_of_patient ON reports (patient_id, at, id);
CREATE INDEX reports_of_visit ON reports (visit_id);
CREATE UNIQUE INDEX reports_original ON reports (source_id, original_type, original_id);

CREATE TABLE report_results (
    report_id BLOB NOT NULL REFERENCES reports (id) CHECK (length(report_id) = 16),
    position INTEGER NOT NULL,
    observation_id BLOB REFERENCES observations (id) CHECK (length(observation_id) = 16),
    display TEXT,
    PRIMARY KEY (report_id, position)
) STRICT;
CREATE INDEX report_results_of_observation ON report_results (observation_id);
