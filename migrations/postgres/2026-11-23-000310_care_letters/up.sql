-- Sick notes and referral letters: what they say is fixed when they are written; from the second print on they are copies.
CREATE TABLE letters (
    id uuid PRIMARY KEY NOT NULL,
    patient_id uuid NOT NULL REFERENCES patients (id),
    kind text NOT NULL,
    content jsonb NOT NULL,
    written_at timestamptz NOT NULL,
    written_by uuid NOT NULL REFERENCES accounts (id),
    written_by_name text NOT NULL,
    licence text NOT NULL,
    printed_at timestamptz,
    voided_at timestamptz,
    voided_by uuid REFERENCES accounts (id),
    voided_by_name text,
    void_reason text,
    CONSTRAINT letters_kind_known CHECK (kind IN ('sick_note', 'referral')),
    CONSTRAINT letters_voided_whole CHECK ((voided_at IS NULL) = (voided_by IS NULL))
);
CREATE INDEX letters_of_patient ON letters (patient_id, written_at, id);
