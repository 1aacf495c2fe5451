CREATE TABLE audit_log (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    at TEXT NOT NULL CHECK (length(at) = 27),
    account_id BLOB CHECK (length(account_id) = 16),
    actor TEXT NOT NULL,
    verb TEXT NOT NULL,
    done INTEGER NOT NULL CHECK (done IN (0, 1)),
    subject_kind TEXT,
    subject_id TEXT,
    patient_id BLOB CHECK (length(patient_id) = 16),
    detail TEXT NOT NULL CHECK (json_valid(detail)),
    address TEXT NOT NULL,
    request_id TEXT NOT NULL,
    session_id BLOB CHECK (length(session_id) = 16),
    mac BLOB NOT NULL
) STRICT;
CREATE INDEX audit_log_of_patient ON audit_log (patient_id, at, id) WHERE patient_id IS NOT NULL;
CREATE INDEX audit_log_of_account ON audit_log (account_id, at, id);
CREATE INDEX audit_log_by_time ON audit_log (at, id);
CREATE INDEX audit_log_by_verb ON audit_log (verb, at, id);

CREATE TABLE audit_chain (
    seq INTEGER PRIMARY KEY NOT NULL,
    entry_id BLOB NOT NULL UNIQUE REFERENCES audit_log (id) CHECK (length(entry_id) = 16),
    link BLOB NOT NULL,
    sealed_at TEXT NOT NULL CHECK (length(sealed_at) = 27)
) STRICT;

CREATE TRIGGER audit_log_stays_whole BEFORE UPDATE ON audit_log BEGIN
    SELECT RAISE(ABORT, 'rule: audit_is_append_only');
END;
CREATE TRIGGER audit_log_stays BEFORE DELETE ON audit_log BEGIN
    SELECT RAISE(ABORT, 'rule: audit_is_append_only');
END;
CREATE TRIGGER audit_chain_stays_whole BEFORE UPDATE ON audit_chain BEGIN
    SELECT RAISE(ABORT, 'rule: audit_is_append_only');
END;
CREATE TRIGGER audit_chain_stays BEFORE DELETE ON audit_chain BEGIN
    SELECT RAISE(ABORT, 'rule: audit_is_append_only');
END;
