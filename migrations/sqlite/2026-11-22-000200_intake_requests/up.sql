-- Imported entries are confirmed by somebody here; corrections are asked for and decided on.

ALTER TABLE allergies ADD COLUMN confirmed_at TEXT CHECK (length(confirmed_at) = 27);
ALTER TABLE allergies ADD COLUMN confirmed_by BLOB REFERENCES accounts (id) CHECK (length(confirmed_by) = 16);
ALTER TABLE allergies ADD COLUMN confirmed_by_name TEXT;
ALTER TABLE vaccines ADD COLUMN confirmed_at TEXT CHECK (length(confirmed_at) = 27);
ALTER TABLE vaccines ADD COLUMN confirmed_by BLOB REFERENCES accounts (id) CHECK (length(confirmed_by) = 16);
ALTER TABLE vaccines ADD COLUMN confirmed_by_name TEXT;
ALTER TABLE problems ADD COLUMN confirmed_at TEXT CHECK (length(confirmed_at) = 27);
ALTER TABLE problems ADD COLUMN confirmed_by BLOB REFERENCES accounts (id) CHECK (length(confirmed_by) = 16);
ALTER TABLE problems ADD COLUMN confirmed_by_name TEXT;
ALTER TABLE prescriptions ADD COLUMN confirmed_at TEXT CHECK (length(confirmed_at) = 27);
ALTER TABLE prescriptions ADD COLUMN confirmed_by BLOB REFERENCES accounts (id) CHECK (length(confirmed_by) = 16);
ALTER TABLE prescriptions ADD COLUMN confirmed_by_name TEXT;

-- What somebody asks to have changed: an entry that is new, different or gone. `entry_id` names a row of the table that
-- the question's entries are kept in.
CREATE TABLE intake_requests (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    patient_id BLOB NOT NULL REFERENCES patients (id) CHECK (length(patient_id) = 16),
    question TEXT NOT NULL,
    kind TEXT NOT NULL,
    entry_id BLOB CHECK (length(entry_id) = 16),
    entry_version INTEGER,
    before TEXT CHECK (json_valid(before)),
    after TEXT CHECK (json_valid(after)),
    gone TEXT,
    reason TEXT NOT NULL,
    asked_at TEXT NOT NULL CHECK (length(asked_at) = 27),
    asked_by BLOB REFERENCES accounts (id) CHECK (length(asked_by) = 16),
    asked_by_name TEXT NOT NULL,
    decision TEXT,
    decided_at TEXT CHECK (length(decided_at) = 27),
    decided_by BLOB REFERENCES accounts (id) CHECK (length(decided_by) = 16),
    decided_by_name TEXT,
    word TEXT,
    CONSTRAINT intake_requests_question_known CHECK (question IN ('allergies', 'vaccines', 'problems', 'medication')),
    CONSTRAINT intake_requests_kind_known CHECK (kind IN ('add', 'change', 'remove')),
    CONSTRAINT intake_requests_gone_known CHECK (gone IN ('over', 'error')),
    CONSTRAINT intake_requests_decision_known CHECK (decision IN ('accepted', 'declined')),
    CONSTRAINT intake_requests_decided_whole CHECK ((decision IS NULL) = (decided_at IS NULL)),
    CONSTRAINT intake_requests_names_entry CHECK ((kind = 'add') = (entry_id IS NULL))
) STRICT;
CREATE INDEX intake_requests_of_patient ON intake_requests (patient_id, asked_at, id);
CREATE INDEX intake_requests_open ON intake_requests (asked_at, id) WHERE decision IS NULL;
