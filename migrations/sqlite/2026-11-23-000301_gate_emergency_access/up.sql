-- One record opened for an hour against a reason, by somebody who is not in relation with the patient; each is reviewed.
CREATE TABLE emergency_accesses (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    patient_id BLOB NOT NULL REFERENCES patients (id) CHECK (length(patient_id) = 16),
    reason TEXT NOT NULL,
    opened_at TEXT NOT NULL CHECK (length(opened_at) = 27),
    ends_at TEXT NOT NULL CHECK (length(ends_at) = 27),
    ended_at TEXT CHECK (length(ended_at) = 27),
    entry_at TEXT CHECK (length(entry_at) = 27),
    verdict TEXT,
    reviewed_at TEXT CHECK (length(reviewed_at) = 27),
    reviewed_by BLOB REFERENCES accounts (id) CHECK (length(reviewed_by) = 16),
    reviewed_by_name TEXT,
    remark TEXT,
    CONSTRAINT emergency_accesses_verdict_known CHECK (verdict IN ('justified', 'unjustified')),
    CONSTRAINT emergency_accesses_reviewed_whole CHECK ((verdict IS NULL) = (reviewed_at IS NULL) AND (verdict IS NULL) = (reviewed_by IS NULL)),
    CONSTRAINT emergency_accesses_reviewed_by_another CHECK (reviewed_by <> account_id)
) STRICT;
CREATE INDEX emergency_accesses_of_account ON emergency_accesses (account_id, patient_id, ends_at);
CREATE INDEX emergency_accesses_of_patient ON emergency_accesses (patient_id, opened_at, id);
CREATE INDEX emergency_accesses_waiting ON emergency_accesses (opened_at, id) WHERE reviewed_at IS NULL;

ALTER TABLE hospital ADD COLUMN emergency_access INTEGER NOT NULL DEFAULT 1 CHECK (emergency_access IN (0, 1));
