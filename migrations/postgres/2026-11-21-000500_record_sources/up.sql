-- Where imported rows come from, and what they said before.

CREATE TABLE import_sources (
    id uuid PRIMARY KEY NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT import_sources_name_key UNIQUE (name)
);

CREATE TABLE record_versions (
    id uuid PRIMARY KEY NOT NULL,
    kind text NOT NULL,
    row_id uuid NOT NULL,
    patient_id uuid REFERENCES patients (id),
    version bigint NOT NULL,
    content jsonb NOT NULL,
    content_hash text,
    replaced_at timestamptz NOT NULL,
    replaced_by uuid REFERENCES accounts (id),
    CONSTRAINT record_versions_row_id_version_key UNIQUE (row_id, version)
);
CREATE INDEX record_versions_of_patient ON record_versions (patient_id, replaced_at, id);
