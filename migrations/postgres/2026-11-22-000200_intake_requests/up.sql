-- Imported entries are confirmed by somebody here; corrections are asked for and decided on.

ALTER TABLE allergies ADD COLUMN confirmed_at timestamptz;
ALTER TABLE allergies ADD COLUMN confirmed_by uuid REFERENCES accounts (id);
ALTER TABLE allergies ADD COLUMN confirmed_by_name text;
ALTER TABLE vaccines ADD COLUMN confirmed_at timestamptz;
ALTER TABLE vaccines ADD COLUMN confirmed_by uuid REFERENCES accounts (id);
ALTER TABLE vaccines ADD COLUMN confirmed_by_name text;
ALTER TABLE problems ADD COLUMN confirmed_at timestamptz;
ALTER TABLE problems ADD COLUMN confirmed_by uuid REFERENCES accounts (id);
ALTER TABLE problems ADD COLUMN confirmed_by_name text;
ALTER TABLE prescriptions ADD COLUMN confirmed_at timestamptz;
ALTER TABLE prescriptions ADD COLUMN confirmed_by uuid REFERENCES accounts (id);
ALTER TABLE prescriptions ADD COLUMN confirmed_by_name text;

-- What somebody asks to have changed: an entry that is new, different or gone. `entry_id` names a row of the table that
-- the question's entries are kept in.
CREATE TABLE intake_requests (
    id uuid PRIMARY KEY NOT NULL,
    patient_id uuid NOT NULL REFERENCES patients (id),
    question text NOT NULL,
    kind text NOT NULL,
    entry_id uuid,
    entry_version bigint,
    before jsonb,
    after jsonb,
    gone text,
    reason text NOT NULL,
    asked_at timestamptz NOT NULL,
    asked_by uuid REFERENCES accounts (id),
    asked_by_name text NOT NULL,
    decision text,
    decided_at timestamptz,
    decided_by uuid REFERENCES accounts (id),
    decided_by_name text,
    word text,
    CONSTRAINT intake_requests_question_known CHECK (question IN ('allergies', 'vaccines', 'problems', 'medication')),
    CONSTRAINT intake_requests_kind_known CHECK (kind IN ('add', 'change', 'remove')),
    CONSTRAINT intake_requests_gone_known CHECK (gone IN ('over', 'error')),
    CONSTRAINT intake_requests_decision_known CHECK (decision IN ('accepted', 'declined')),
    CONSTRAINT intake_requests_decided_whole CHECK ((decision IS NULL) = (decided_at IS NULL)),
    CONSTRAINT intake_requests_names_entry CHECK ((kind = 'add') = (entry_id IS NULL))
);
CREATE INDEX intake_requests_of_patient ON intake_requests (patient_id, asked_at, id);
CREATE INDEX intake_requests_open ON intake_requests (asked_at, id) WHERE decision IS NULL;
