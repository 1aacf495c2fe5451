CREATE TABLE patients (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    serial INTEGER NOT NULL UNIQUE,
    mrn TEXT NOT NULL UNIQUE,
    family_name TEXT NOT NULL,
    given_names TEXT NOT NULL,
    title TEXT,
    preferred_name TEXT,
    sort_key TEXT NOT NULL,
    search_key TEXT NOT NULL,
    birth_date TEXT CHECK (length(birth_date) = 10),
    birth_precision TEXT NOT NULL CONSTRAINT patients_birth_precision_known CHECK (birth_precision IN ('day', 'month', 'year', 'about', 'unknown')),
    sex TEXT NOT NULL CONSTRAINT patients_sex_known CHECK (sex IN ('female', 'male', 'other', 'unknown')),
    gender_identity TEXT,
    national_id TEXT,
    national_id_key TEXT,
    email TEXT,
    street TEXT,
    town TEXT,
    country TEXT,
    language TEXT,
    kin_name TEXT,
    kin_relation TEXT,
    kin_phone TEXT,
    payer TEXT,
    policy_number TEXT,
    policy_until TEXT CHECK (length(policy_until) = 10),
    usual_doctor_id BLOB REFERENCES accounts (id) CHECK (length(usual_doctor_id) = 16),
    note TEXT,
    former_number TEXT,
    deceased INTEGER NOT NULL DEFAULT 0 CHECK (deceased IN (0, 1)),
    died_on TEXT CHECK (length(died_on) = 10),
    archived_at TEXT CHECK (length(archived_at) = 27),
    archive_reason TEXT,
    merged_into BLOB REFERENCES patients (id) CHECK (length(merged_into) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL CHECK (length(created_at) = 27),
    created_by BLOB REFERENCES accounts (id) CHECK (length(created_by) = 16),
    changed_at TEXT NOT NULL CHECK (length(changed_at) = 27),
    CONSTRAINT patients_have_a_name CHECK (family_name <> '' OR given_names <> ''),
    CONSTRAINT patients_birth_as_precise_as_said CHECK ((birth_date IS NULL) = (birth_precision = 'unknown')),
    CONSTRAINT patients_are_not_merged_into_themselves CHECK (merged_into <> id)
) STRICT;
CREATE INDEX patients_by_name ON patients (sort_key, id);
CREATE INDEX patients_by_birth ON patients (birth_date, sort_key);
CREATE INDEX patients_by_merge ON patients (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX patients_archived ON patients (archived_at, id) WHERE archived_at IS NOT NULL;
CREATE UNIQUE INDEX patients_national_id_key_key ON patients (national_id_key) WHERE merged_into IS NULL;
-- Every three characters of the search key, kept by the triggers below; the key itself stays in patients.
CREATE VIRTUAL TABLE patients_by_trigram USING fts5 (
    search_key, content = 'patients', content_rowid = 'serial', tokenize = 'trigram case_sensitive 1', detail = none, columnsize = 0
);
CREATE TRIGGER patients_trigrams_added AFTER INSERT ON patients BEGIN
    INSERT INTO patients_by_trigram (rowid, search_key) VALUES (new.serial, new.search_key);
END;
CREATE TRIGGER patients_trigrams_removed AFTER DELETE ON patients BEGIN
    INSERT INTO patients_by_trigram (patients_by_trigram, rowid, search_key) VALUES ('delete', old.serial, old.search_key);
END;
CREATE TRIGGER patients_trigrams_changed AFTER UPDATE OF search_key ON patients WHEN old.search_key <> new.search_key BEGIN
    INSERT INTO patients_by_trigram (patients_by_trigram, rowid, search_key) VALUES ('delete', old.serial, old.search_key);
    INSERT INTO patients_by_trigram (rowid, search_key) VALUES (new.serial, new.search_key);
END;

CREATE TABLE patient_phones (
    patient_id BLOB NOT NULL REFERENCES patients (id) CHECK (length(patient_id) = 16),
    position INTEGER NOT NULL,
    number TEXT NOT NULL,
    tail TEXT NOT NULL,
    PRIMARY KEY (patient_id, position)
) STRICT;
CREATE INDEX patient_phones_by_tail ON patient_phones (tail, patient_id);

CREATE TABLE patient_photos (
    patient_id BLOB PRIMARY KEY NOT NULL REFERENCES patients (id) CHECK (length(patient_id) = 16),
    jpeg BLOB NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    added_at TEXT NOT NULL CHECK (length(added_at) = 27),
    added_by BLOB REFERENCES accounts (id) CHECK (length(added_by) = 16)
) STRICT;

CREATE TABLE patient_versions (
    patient_id BLOB NOT NULL REFERENCES patients (id) CHECK (length(patient_id) = 16),
    version INTEGER NOT NULL,
    sheet TEXT NOT NULL CHECK (json_valid(sheet)),
    replaced_at TEXT NOT NULL CHECK (length(replaced_at) = 27),
    replaced_by BLOB REFERENCES accounts (id) CHECK (length(replaced_by) = 16),
    PRIMARY KEY (patient_id, version)
) STRICT;

CREATE TABLE patient_merges (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    survivor_id BLOB NOT NULL REFERENCES patients (id) CHECK (length(survivor_id) = 16),
    absorbed_id BLOB NOT NULL REFERENCES patients (id) CHECK (length(absorbed_id) = 16),
    reason TEXT NOT NULL,
    moved TEXT NOT NULL CHECK (json_valid(moved)),
    survivor_before TEXT NOT NULL CHECK (json_valid(survivor_before)),
    survivor_after TEXT NOT NULL CHECK (json_valid(survivor_after)),
    merged_at TEXT NOT NULL CHECK (length(merged_at) = 27),
    merged_by BLOB REFERENCES accounts (id) CHECK (length(merged_by) = 16),
    undone_at TEXT CHECK (length(undone_at) = 27),
    undone_by BLOB REFERENCES accounts (id) CHECK (length(undone_by) = 16)
) STRICT;
CREATE INDEX patient_merges_of_survivor ON patient_merges (survivor_id, merged_at);
CREATE INDEX patient_merges_of_absorbed ON patient_merges (absorbed_id, merged_at);

CREATE TABLE patient_looks (
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    patient_id BLOB NOT NULL REFERENCES patients (id) CHECK (length(patient_id) = 16),
    at TEXT NOT NULL CHECK (length(at) = 27),
    PRIMARY KEY (account_id, patient_id)
) STRICT;
CREATE INDEX patient_looks_by_time ON patient_looks (account_id, at);
CREATE INDEX patient_looks_of_patient ON patient_looks (patient_id);

CREATE TABLE patient_removal_requests (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    patient_id BLOB NOT NULL REFERENCES patients (id) CHECK (length(patient_id) = 16),
    reason TEXT NOT NULL,
    asked_at TEXT NOT NULL CHECK (length(asked_at) = 27),
    asked_by BLOB REFERENCES accounts (id) CHECK (length(asked_by) = 16),
    decision TEXT CONSTRAINT patient_removal_requests_decision_known CHECK (decision IN ('archived', 'removed', 'declined')),
    decided_at TEXT CHECK (length(decided_at) = 27),
    decided_by BLOB REFERENCES accounts (id) CHECK (length(decided_by) = 16)
) STRICT;
CREATE INDEX patient_removal_requests_open ON patient_removal_requests (asked_at, id) WHERE decided_at IS NULL;
CREATE INDEX patient_removal_requests_of_patient ON patient_removal_requests (patient_id);

CREATE TABLE patient_imports (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    file_name TEXT NOT NULL,
    content BLOB,
    mapping TEXT NOT NULL CHECK (json_valid(mapping)),
    state TEXT NOT NULL CONSTRAINT patient_imports_state_known CHECK (state IN ('waiting', 'running', 'done', 'stopped')),
    dry_run INTEGER NOT NULL DEFAULT 1 CHECK (dry_run IN (0, 1)),
    lines INTEGER NOT NULL,
    seen INTEGER NOT NULL DEFAULT 0,
    taken INTEGER NOT NULL DEFAULT 0,
    refused INTEGER NOT NULL DEFAULT 0,
    report TEXT NOT NULL CHECK (json_valid(report)),
    begun_at TEXT NOT NULL CHECK (length(begun_at) = 27),
    begun_by BLOB REFERENCES accounts (id) CHECK (length(begun_by) = 16),
    ended_at TEXT CHECK (length(ended_at) = 27)
) STRICT;
CREATE INDEX patient_imports_by_time ON patient_imports (begun_at, id);

CREATE TABLE mrn_counter (
    id INTEGER PRIMARY KEY CONSTRAINT mrn_counter_is_one CHECK (id = 1),
    next_serial INTEGER NOT NULL
) STRICT;
INSERT INTO mrn_counter (id, next_serial) VALUES (1, 0);
