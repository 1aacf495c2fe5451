-- What somebody wrote about a patient: nursing notes for now.

CREATE TABLE notes (
    id uuid PRIMARY KEY NOT NULL,
    patient_id uuid NOT NULL REFERENCES patients (id),
    at timestamptz NOT NULL,
    at_precision text NOT NULL,
    status text NOT NULL,
    code_system text,
    code text,
    code_display text,
    code_text text NOT NULL,
    other_codings jsonb,
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
    kind text NOT NULL,
    body text,
    restricted boolean NOT NULL DEFAULT false,
    voided_at timestamptz,
    voided_by uuid REFERENCES accounts (id),
    voided_by_name text,
    void_reason text,
    CONSTRAINT notes_status_known CHECK (status IN ('preliminary', 'final', 'entered_in_error')),
    CONSTRAINT notes_kind_known CHECK (kind IN ('nursing', 'consultation', 'amendment')),
    CONSTRAINT notes_voided_whole CHECK ((status = 'entered_in_error') = (voided_at IS NOT NULL AND void_reason IS NOT NULL))
);
CREATE INDEX notes_of_patient ON notes (patient_id, at, id);
CREATE INDEX notes_of_visit ON notes (visit_id);
CREATE UNIQUE INDEX notes_original ON notes (source_id, original_type, original_id);
