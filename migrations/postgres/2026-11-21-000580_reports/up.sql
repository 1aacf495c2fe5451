-- Reports, and the results that belong to each.

CREATE TABLE reports (
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
    category text,
    issued_at timestamptz,
    conclusion text,
    CONSTRAINT reports_status_known CHECK (status IN ('registered', 'preliminary', 'final', 'amended', 'corrected', 'cancelled', 'entered_in_error', 'unknown'))
);
CREATE INDEX reports_of_patient ON reports (patient_id, at, id);
CREATE INDEX reports_of_visit ON reports (visit_id);
CREATE UNIQUE INDEX reports_original ON reports (source_id, original_type, original_id);

CREATE TABLE report_results (
    report_id uuid NOT NULL REFERENCES reports (id),
    position integer NOT NULL,
    observation_id uuid REFERENCES observations (id),
    display text,
    PRIMARY KEY (report_id, position)
);
CREATE INDEX report_results_of_observation ON report_results (observation_id);
