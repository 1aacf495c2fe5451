CREATE TABLE hospital (
    id INTEGER PRIMARY KEY CONSTRAINT hospital_is_one CHECK (id = 1),
    name TEXT NOT NULL,
    address TEXT NOT NULL DEFAULT '',
    time_zone TEXT NOT NULL,
    currency TEXT NOT NULL,
    demonstration TEXT,
    second_factor_roles TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL CHECK (length(created_at) = 27)
) STRICT;

CREATE TABLE sites (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    name TEXT NOT NULL UNIQUE,
    time_zone TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE accounts (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    role TEXT NOT NULL CONSTRAINT accounts_role_known CHECK (role IN ('admin', 'doctor', 'nurse', 'receptionist', 'patient')),
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    password_hash TEXT,
    must_change_password INTEGER NOT NULL DEFAULT 0 CHECK (must_change_password IN (0, 1)),
    one_time_until TEXT CHECK (length(one_time_until) = 27),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    patient_id BLOB CHECK (length(patient_id) = 16),
    duty_till INTEGER NOT NULL DEFAULT 0 CHECK (duty_till IN (0, 1)),
    duty_pharmacy INTEGER NOT NULL DEFAULT 0 CHECK (duty_pharmacy IN (0, 1)),
    duty_laboratory INTEGER NOT NULL DEFAULT 0 CHECK (duty_laboratory IN (0, 1)),
    totp_secret BLOB,
    totp_last_step INTEGER,
    theme TEXT NOT NULL DEFAULT '' CONSTRAINT accounts_theme_known CHECK (theme IN ('', 'light', 'dark')),
    keys_off INTEGER NOT NULL DEFAULT 0 CHECK (keys_off IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL CHECK (length(created_at) = 27),
    last_sign_in_at TEXT CHECK (length(last_sign_in_at) = 27)
) STRICT;
CREATE INDEX accounts_patient ON accounts (patient_id) WHERE patient_id IS NOT NULL;
CREATE INDEX accounts_by_name ON accounts (name, id);

CREATE TABLE account_sites (
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    site_id BLOB NOT NULL REFERENCES sites (id) CHECK (length(site_id) = 16),
    PRIMARY KEY (account_id, site_id)
) STRICT;

CREATE TABLE recovery_codes (
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    code_hash BLOB NOT NULL,
    used_at TEXT CHECK (length(used_at) = 27),
    PRIMARY KEY (account_id, code_hash)
) STRICT;

CREATE TABLE sessions (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    token_hash BLOB NOT NULL UNIQUE,
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    state TEXT NOT NULL CONSTRAINT sessions_state_known CHECK (state IN ('half', 'live', 'locked', 'ended')),
    opened_at TEXT NOT NULL CHECK (length(opened_at) = 27),
    last_seen_at TEXT NOT NULL CHECK (length(last_seen_at) = 27),
    idle_until TEXT NOT NULL CHECK (length(idle_until) = 27),
    ends_at TEXT NOT NULL CHECK (length(ends_at) = 27),
    ended_at TEXT CHECK (length(ended_at) = 27),
    address TEXT NOT NULL,
    browser TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_of_account ON sessions (account_id, opened_at);
CREATE INDEX sessions_by_end ON sessions (ends_at);

CREATE TABLE sign_in_tallies (
    key BLOB PRIMARY KEY NOT NULL,
    failures INTEGER NOT NULL,
    last_failure_at TEXT NOT NULL CHECK (length(last_failure_at) = 27)
) STRICT;
