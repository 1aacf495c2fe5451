-- Problems and diagnoses.

CREATE TABLE problems (
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
    category text NOT NULL,
    certainty text,
    severity text,
    body_site text,
    onset_text text,
    ended_at timestamptz,
    ended_precision text,
    ended_text text,
    CONSTRAINT problems_status_known CHECK (status IN ('active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved', 'entered_in_error', 'unknown')),
    CONSTRAINT problems_category_known CHECK (category IN ('problem', 'diagnosis'))
);
CREATE INDEX problems_of_patient ON problems (patient_id, at, id);
CREATE INDEX problems_of_visit ON problems (visit_id);
CREATE INDEX problems_by_status ON problems (patient_id, status, at, id);
CREATE UNIQUE INDEX problems_original ON problems (source_id, original_type, original_id);
