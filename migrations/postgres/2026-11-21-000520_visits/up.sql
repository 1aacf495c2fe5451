-- Visits: who came when, to whom, where and why.

CREATE TABLE visits (
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
    class text,
    ends_at timestamptz,
    ends_precision text,
    reason_system text,
    reason_code text,
    reason_display text,
    reason_text text,
    place_id uuid REFERENCES directory_entries (id),
    place text,
    discharge text,
    CONSTRAINT visits_status_known CHECK (status IN ('planned', 'arrived', 'in_progress', 'finished', 'cancelled', 'entered_in_error', 'unknown'))
);
CREATE INDEX visits_of_patient ON visits (patient_id, at, id);
CREATE UNIQUE INDEX visits_original ON visits (source_id, original_type, original_id);
