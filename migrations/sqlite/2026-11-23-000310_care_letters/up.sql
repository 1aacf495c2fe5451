-- Sick notes and referral letters: what they say is fixed when they are written; from the second print on they are copies.
CREATE TABLE letters (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    patient_id BLOB NOT NULL REFERENCES patients (id) CHECK (length(patient_id) = 16),
    kind TEXT NOT NULL,
    content TEXT NOT NULL CHECK (json_valid(content)),
    written_at TEXT NOT NULL CHECK (length(written_at) = 27),
    written_by BLOB NOT NULL REFERENCES accounts (id) CHECK (length(written_by) = 16),
    written_by_name TEXT NOT NULL,
    licence TEXT NOT NULL,
    printed_at TEXT CHECK (length(printed_at) = 27),
    voided_at TEXT CHECK (length(voided_at) = 27),
    voided_by BLOB REFERENCES accounts (id) CHECK (length(voided_by) = 16),
    voided_by_name TEXT,
    void_reason TEXT,
    CONSTRAINT letters_kind_known CHECK (kind IN ('sick_note', 'referral')),
    CONSTRAINT letters_voided_whole CHECK ((voided_at IS NULL) = (voided_by IS NULL))
) STRICT;
CREATE INDEX letters_of_patient ON letters (patient_id, written_at, id);
