CREATE TABLE hospital (
    id integer PRIMARY KEY CONSTRAINT hospital_is_one CHECK (id = 1),
    name text NOT NULL,
    address text NOT NULL DEFAULT '',
    time_zone text NOT NULL,
    currency text NOT NULL,
    demonstration text,
    second_factor_roles text NOT NULL DEFAULT '',
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL
);

CREATE TABLE sites (
    id uuid PRIMARY KEY NOT NULL,
    name text NOT NULL UNIQUE,
    time_zone text NOT NULL,
    active boolean NOT NULL DEFAULT true,
    version bigint NOT NULL DEFAULT 1
);

CREATE TABLE accounts (
    id uuid PRIMARY KEY NOT NULL,
    role text NOT NULL CONSTRAINT accounts_role_known CHECK (role IN ('admin', 'doctor', 'nurse', 'receptionist', 'patient')),
    name text NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL UNIQUE,
    password_hash text,
    must_change_password boolean NOT NULL DEFAULT false,
    one_time_until timestamptz,
    active boolean NOT NULL DEFAULT true,
    patient_id uuid,
    duty_till boolean NOT NULL DEFAULT false,
    duty_pharmacy boolean NOT NULL DEFAULT false,
    duty_laboratory boolean NOT NULL DEFAULT false,
    totp_secret bytea,
    totp_last_step bigint,
    theme text NOT NULL DEFAULT '' CONSTRAINT accounts_theme_known CHECK (theme IN ('', 'light', 'dark')),
    keys_off boolean NOT NULL DEFAULT false,
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    last_sign_in_at timestamptz
);
CREATE INDEX accounts_patient ON accounts (patient_id) WHERE patient_id IS NOT NULL;
CREATE INDEX accounts_by_name ON accounts (name, id);

CREATE TABLE account_sites (
    account_id uuid NOT NULL REFERENCES accounts (id),
    site_id uuid NOT NULL REFERENCES sites (id),
    PRIMARY KEY (account_id, site_id)
);

CREATE TABLE recovery_codes (
    account_id uuid NOT NULL REFERENCES accounts (id),
    code_hash bytea NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (account_id, code_hash)
);

CREATE TABLE sessions (
    id uuid PRIMARY KEY NOT NULL,
    token_hash bytea NOT NULL UNIQUE,
    account_id uuid NOT NULL REFERENCES accounts (id),
    state text NOT NULL CONSTRAINT sessions_state_known CHECK (state IN ('half', 'live', 'locked', 'ended')),
    opened_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    idle_until timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    ended_at timestamptz,
    address text NOT NULL,
    browser text NOT NULL
);
CREATE INDEX sessions_of_account ON sessions (account_id, opened_at);
CREATE INDEX sessions_by_end ON sessions (ends_at);

CREATE TABLE sign_in_tallies (
    key bytea PRIMARY KEY NOT NULL,
    failures integer NOT NULL,
    last_failure_at timestamptz NOT NULL
);
