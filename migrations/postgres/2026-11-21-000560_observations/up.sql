-- Measurements, results and answers, with the parts of those that have several values.

CREATE TABLE observations (
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
    test_key text NOT NULL,
    value_kind text NOT NULL,
    value double precision,
    value_written text,
    comparator text,
    unit text,
    unit_code text,
    value_system text,
    value_code text,
    value_display text,
    value_text text,
    range_low double precision,
    range_high double precision,
    range_text text,
    interpretation text,
    issued_at timestamptz,
    CONSTRAINT observations_status_known CHECK (status IN ('registered', 'preliminary', 'final', 'amended', 'corrected', 'cancelled', 'entered_in_error', 'unknown'))
);
CREATE INDEX observations_of_patient ON observations (patient_id, at, id);
CREATE INDEX observations_of_visit ON observations (visit_id);
CREATE INDEX observations_by_test ON observations (patient_id, category, test_key, at, id);
CREATE INDEX observations_by_category ON observations (patient_id, category, at, id);
CREATE UNIQUE INDEX observations_original ON observations (source_id, original_type, original_id);

CREATE TABLE observation_parts (
    id uuid PRIMARY KEY NOT NULL,
    observation_id uuid NOT NULL REFERENCES observations (id),
    position integer NOT NULL,
    patient_id uuid NOT NULL REFERENCES patients (id),
    test_key text NOT NULL,
    code_system text,
    code text,
    code_display text,
    code_text text NOT NULL,
    value_kind text NOT NULL,
    value double precision,
    value_written text,
    comparator text,
    unit text,
    unit_code text,
    value_system text,
    value_code text,
    value_display text,
    value_text text,
    range_low double precision,
    range_high double precision,
    range_text text,
    interpretation text,
    CONSTRAINT observation_parts_observation_id_position_key UNIQUE (observation_id, position)
);
CREATE INDEX observation_parts_by_test ON observation_parts (patient_id, test_key, observation_id);
