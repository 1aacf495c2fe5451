-- Import runs, what they could not simply take, and which patient came from where.

CREATE TABLE import_runs (
    id uuid PRIMARY KEY NOT NULL,
    status text NOT NULL,
    dry_run boolean NOT NULL,
    label text NOT NULL,
    started_at timestamptz NOT NULL,
    advanced_at timestamptz NOT NULL,
    ended_at timestamptz,
    started_by uuid REFERENCES accounts (id),
    files bigint NOT NULL,
    files_done bigint NOT NULL,
    resources_done bigint NOT NULL,
    report jsonb NOT NULL,
    CONSTRAINT import_runs_status_known CHECK (status IN ('running', 'finished', 'failed'))
);
CREATE INDEX import_runs_by_start ON import_runs (started_at, id);

CREATE TABLE import_items (
    id uuid PRIMARY KEY NOT NULL,
    run_id uuid NOT NULL REFERENCES import_runs (id),
    kind text NOT NULL,
    file text NOT NULL,
    resource_type text,
    original_id text,
    patient_id uuid REFERENCES patients (id),
    other_patient_id uuid,
    reason text NOT NULL,
    CONSTRAINT import_items_kind_known CHECK (kind IN ('refused', 'conflict', 'duplicate', 'unresolved'))
);
CREATE INDEX import_items_of_run ON import_items (run_id, id);
CREATE INDEX import_items_of_patient ON import_items (patient_id, kind);

CREATE TABLE imported_patients (
    id uuid PRIMARY KEY NOT NULL,
    source_id uuid NOT NULL REFERENCES import_sources (id),
    original_id text NOT NULL,
    patient_id uuid NOT NULL REFERENCES patients (id),
    content_hash text NOT NULL,
    patient_version bigint NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT imported_patients_source_id_original_id_key UNIQUE (source_id, original_id)
);
CREATE INDEX imported_patients_of_patient ON imported_patients (patient_id);
