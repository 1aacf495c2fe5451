-- Prescriptions, and medicines that somebody says they take.

CREATE TABLE prescriptions (
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
    intent text NOT NULL,
    dosage text,
    dose text,
    route text,
    frequency text,
    as_needed boolean NOT NULL,
    duration text,
    quantity text,
    repeats integer,
    starts_at timestamptz,
    starts_precision text,
    ends_at timestamptz,
    ends_precision text,
    reason text,
    problem_id uuid REFERENCES problems (id),
    CONSTRAINT prescriptions_status_known CHECK (status IN ('active', 'on_hold', 'cancelled', 'completed', 'entered_in_error', 'stopped', 'draft', 'unknown'))
);
CREATE INDEX prescriptions_of_patient ON prescriptions (patient_id, at, id);
CREATE INDEX prescriptions_of_visit ON prescriptions (visit_id);
CREATE INDEX prescriptions_by_status ON prescriptions (patient_id, status, at, id);
CREATE UNIQUE INDEX prescriptions_original ON prescriptions (source_id, original_type, original_id);
