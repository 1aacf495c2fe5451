CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE patients (
    id uuid PRIMARY KEY NOT NULL,
    serial bigint NOT NULL UNIQUE,
    mrn text NOT NULL UNIQUE,
    family_name text NOT NULL,
    given_names text NOT NULL,
    title text,
    preferred_name text,
    sort_key text COLLATE "C" NOT NULL,
    search_key text COLLATE "C" NOT NULL,
    birth_date date,
    birth_precision text NOT NULL CONSTRAINT patients_birth_precision_known CHECK (birth_precision IN ('day', 'month', 'year', 'about', 'unknown')),
    sex text NOT NULL CONSTRAINT patients_sex_known CHECK (sex IN ('female', 'male', 'other', 'unknown')),
    gender_identity text,
    national_id text,
    national_id_key text,
    email text,
    street text,
    town text,
    country text,
    language text,
    kin_name text,
    kin_relation text,
    kin_phone text,
    payer text,
    policy_number text,
    policy_until date,
    usual_doctor_id uuid REFERENCES accounts (id),
    note text,
    former_number text,
    deceased boolean NOT NULL DEFAULT false,
    died_on date,
    archived_at timestamptz,
    archive_reason text,
    merged_into uuid REFERENCES patients (id),
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    created_by uuid REFERENCES accounts (id),
    changed_at timestamptz NOT NULL,
    CONSTRAINT patients_have_a_name CHECK (family_name <> '' OR given_names <> ''),
    CONSTRAINT patients_birth_as_precise_as_said CHECK ((birth_date IS NULL) = (birth_precision = 'unknown')),
    CONSTRAINT patients_are_not_merged_into_themselves CHECK (merged_into <> id)
);
CREATE INDEX patients_by_name ON patients (sort_key, id);
CREATE INDEX patients_by_birth ON patients (birth_date, sort_key);
CREATE INDEX patients_by_merge ON patients (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX patients_archived ON patients (archived_at, id) WHERE archived_at IS NOT NULL;
CREATE UNIQUE INDEX patients_national_id_key_key ON patients (national_id_key) WHERE merged_into IS NULL;
CREATE INDEX patients_by_trigram ON patients USING gin (search_key gin_trgm_ops);

CREATE TABLE patient_phones (
    patient_id uuid NOT NULL REFERENCES patients (id),
    position integer NOT NULL,
    number text NOT NULL,
    tail text NOT NULL,
    PRIMARY KEY (patient_id, position)
);
CREATE INDEX patient_phones_by_tail ON patient_phones (tail, patient_id);

CREATE TABLE patient_photos (
    patient_id uuid PRIMARY KEY NOT NULL REFERENCES patients (id),
    jpeg bytea NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    added_at timestamptz NOT NULL,
    added_by uuid REFERENCES accounts (id)
);

CREATE TABLE patient_versions (
    patient_id uuid NOT NULL REFERENCES patients (id),
    version bigint NOT NULL,
    sheet jsonb NOT NULL,
    replaced_at timestamptz NOT NULL,
    replaced_by uuid REFERENCES accounts (id),
    PRIMARY KEY (patient_id, version)
);

CREATE TABLE patient_merges (
    id uuid PRIMARY KEY NOT NULL,
    survivor_id uuid NOT NULL REFERENCES patients (id),
    absorbed_id uuid NOT NULL REFERENCES patients (id),
    reason text NOT NULL,
    moved jsonb NOT NULL,
    survivor_before jsonb NOT NULL,
    survivor_after jsonb NOT NULL,
    merged_at timestamptz NOT NULL,
    merged_by uuid REFERENCES accounts (id),
    undone_at timestamptz,
    undone_by uuid REFERENCES accounts (id)
);
CREATE INDEX patient_merges_of_survivor ON patient_merges (survivor_id, merged_at);
CREATE INDEX patient_merges_of_absorbed ON patient_merges (absorbed_id, merged_at);

CREATE TABLE patient_looks (
    account_id uuid NOT NULL REFERENCES accounts (id),
    patient_id uuid NOT NULL REFERENCES patients (id),
    at timestamptz NOT NULL,
    PRIMARY KEY (account_id, patient_id)
);
CREATE INDEX patient_looks_by_time ON patient_looks (account_id, at);
CREATE INDEX patient_looks_of_patient ON patient_looks (patient_id);

CREATE TABLE patient_removal_requests (
    id uuid PRIMARY KEY NOT NULL,
    patient_id uuid NOT NULL REFERENCES patients (id),
    reason text NOT NULL,
    asked_at timestamptz NOT NULL,
    asked_by uuid REFERENCES accounts (id),
    decision text CONSTRAINT patient_removal_requests_decision_known CHECK (decision IN ('archived', 'removed', 'declined')),
    decided_at timestamptz,
    decided_by uuid REFERENCES accounts (id)
);
CREATE INDEX patient_removal_requests_open ON patient_removal_requests (asked_at, id) WHERE decided_at IS NULL;
CREATE INDEX patient_removal_requests_of_patient ON patient_removal_requests (patient_id);

CREATE TABLE patient_imports (
    id uuid PRIMARY KEY NOT NULL,
    file_name text NOT NULL,
    content bytea,
    mapping jsonb NOT NULL,
    state text NOT NULL CONSTRAINT patient_imports_state_known CHECK (state IN ('waiting', 'running', 'done', 'stopped')),
    dry_run boolean NOT NULL DEFAULT true,
    lines bigint NOT NULL,
    seen bigint NOT NULL DEFAULT 0,
    taken bigint NOT NULL DEFAULT 0,
    refused bigint NOT NULL DEFAULT 0,
    report jsonb NOT NULL,
    begun_at timestamptz NOT NULL,
    begun_by uuid REFERENCES accounts (id),
    ended_at timestamptz
);
CREATE INDEX patient_imports_by_time ON patient_imports (begun_at, id);

CREATE TABLE mrn_counter (
    id integer PRIMARY KEY CONSTRAINT mrn_counter_is_one CHECK (id = 1),
    next_serial bigint NOT NULL
);
INSERT INTO mrn_counter (id, next_serial) VALUES (1, 0);
