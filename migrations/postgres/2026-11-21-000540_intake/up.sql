-- Allergies, vaccines, and the answers to the four questions of the first visit.

CREATE TABLE allergies (
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
    kind text,
    category text,
    criticality text,
    certainty text,
    reaction text,
    severity text,
    onset_text text,
    last_at timestamptz,
    last_precision text,
    CONSTRAINT allergies_status_known CHECK (status IN ('active', 'inactive', 'resolved', 'entered_in_error', 'unknown'))
);
CREATE INDEX allergies_of_patient ON allergies (patient_id, at, id);
CREATE INDEX allergies_by_status ON allergies (patient_id, status, at, id);
CREATE UNIQUE INDEX allergies_original ON allergies (source_id, original_type, original_id);

CREATE TABLE vaccines (
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
    given_text text,
    lot text,
    dose_number text,
    dose text,
    site text,
    route text,
    CONSTRAINT vaccines_status_known CHECK (status IN ('completed', 'not_done', 'entered_in_error'))
);
CREATE INDEX vaccines_of_patient ON vaccines (patient_id, at, id);
CREATE INDEX vaccines_of_visit ON vaccines (visit_id);
CREATE UNIQUE INDEX vaccines_original ON vaccines (source_id, original_type, original_id);

CREATE TABLE intake_answers (
    id uuid PRIMARY KEY NOT NULL,
    patient_id uuid NOT NULL REFERENCES patients (id),
    question text NOT NULL,
    none boolean NOT NULL,
    answered_at timestamptz NOT NULL,
    answered_by uuid REFERENCES accounts (id),
    answered_by_name text NOT NULL,
    source_id uuid REFERENCES import_sources (id),
    version bigint NOT NULL DEFAULT 1,
    CONSTRAINT intake_answers_patient_id_question_key UNIQUE (patient_id, question),
    CONSTRAINT intake_answers_question_known CHECK (question IN ('allergies', 'vaccines', 'problems', 'medication'))
);
