CREATE TABLE audit_log (
    id uuid PRIMARY KEY NOT NULL,
    at timestamptz NOT NULL,
    account_id uuid,
    actor text NOT NULL,
    verb text NOT NULL,
    done boolean NOT NULL,
    subject_kind text,
    subject_id text,
    patient_id uuid,
    detail jsonb NOT NULL,
    address text NOT NULL,
    request_id text NOT NULL,
    session_id uuid,
    mac bytea NOT NULL
);
CREATE INDEX audit_log_of_patient ON audit_log (patient_id, at, id) WHERE patient_id IS NOT NULL;
CREATE INDEX audit_log_of_account ON audit_log (account_id, at, id);
CREATE INDEX audit_log_by_time ON audit_log (at, id);
CREATE INDEX audit_log_by_verb ON audit_log (verb, at, id);

CREATE TABLE audit_chain (
    seq bigint PRIMARY KEY NOT NULL,
    entry_id uuid NOT NULL UNIQUE REFERENCES audit_log (id),
    link bytea NOT NULL,
    sealed_at timestamptz NOT NULL
);

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rule: audit_is_append_only';
END $$;
CREATE TRIGGER audit_log_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_chain_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_chain
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
