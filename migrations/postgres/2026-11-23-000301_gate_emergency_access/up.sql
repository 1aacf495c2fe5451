-- One record opened for an hour against a reason, by somebody who is not in relation with the patient; each is reviewed.
CREATE TABLE emergency_accesses (
    id uuid PRIMARY KEY NOT NULL,
    account_id uuid NOT NULL REFERENCES accounts (id),
    patient_id uuid NOT NULL REFERENCES patients (id),
    reason text NOT NULL,
    opened_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    ended_at timestamptz,
    entry_at timestamptz,
    verdict text,
    reviewed_at timestamptz,
    reviewed_by uuid REFERENCES accounts (id),
    reviewed_by_name text,
    remark text,
    CONSTRAINT emergency_accesses_verdict_known CHECK (verdict IN ('justified', 'unjustified')),
    CONSTRAINT emergency_accesses_reviewed_whole CHECK ((verdict IS NULL) = (reviewed_at IS NULL) AND (verdict IS NULL) = (reviewed_by IS NULL)),
    CONSTRAINT emergency_accesses_reviewed_by_another CHECK (reviewed_by <> account_id)
);
CREATE INDEX emergency_accesses_of_account ON emergency_accesses (account_id, patient_id, ends_at);
CREATE INDEX emergency_accesses_of_patient ON emergency_accesses (patient_id, opened_at, id);
CREATE INDEX emergency_accesses_waiting ON emergency_accesses (opened_at, id) WHERE reviewed_at IS NULL;

ALTER TABLE hospital ADD COLUMN emergency_access boolean NOT NULL DEFAULT true;
