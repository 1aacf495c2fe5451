-- What was done to the patient.

CREATE TABLE procedures (
    id uuid PRIMARY KEY NOT NULL,
    patient_id uuid NOT NULL REFERENCES patients (id),
    at timestamptz NOT NULL,
    at_precision text NOT NULL,
    status text NOT NULL,
    code_system text,
    code text,
    code_display text,
    code_text text NOT NULL,
    author_id uuid REFERENCES directory_entries (id),
    author text,
    note text,
    recorded_at timestamptz,
    recorded_by uuid REFERENCES accounts (id),
    source_id uuid REFERENCES import_sources (id),
    original_type text,
    original_id text,
    content_hash text,
    version bigint NOT NULL DEFAULT 1,
    edited_here boolean NOT NULL DEFAULT false,
    visit_id uuid REFERENCES visits (id),
    status_reason text,
    performed_text text,
    ended_at timestamptz,
    ended_precision text,
    reason text,
    problem_id uuid REFERENCES problems (id),
    body_site text,
    outcome text,
    CONSTRAINT procedures_status_known CHECK (status IN ('preparation', 'in_progress', 'not_done', 'on_hold', 'stopped', 'completed', 'entered_in_error', 'unknown'))
);
CREATE INDEX procedures_of_patient ON procedures (patient_id, at, id);
CREATE INDEX procedures_of_visit ON procedures (visit_id);
CREATE UNIQUE INDEX procedures_original ON procedures (source_id, original_type, original_id);
