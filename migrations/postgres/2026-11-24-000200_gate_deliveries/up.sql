-- What leaves the house by mail or text message: written with what causes it, sent by whoever has it on lease.
CREATE TABLE deliveries (
    id uuid PRIMARY KEY NOT NULL,
    kind text NOT NULL,
    channel text NOT NULL,
    to_name text NOT NULL,
    to_address text NOT NULL,
    phone text NOT NULL,
    patient_id uuid REFERENCES patients (id),
    account_id uuid REFERENCES accounts (id),
    about_id uuid,
    caused_by uuid REFERENCES accounts (id),
    once_key text,
    message_id text NOT NULL,
    subject text NOT NULL,
    content jsonb,
    state text NOT NULL,
    reason text,
    said text NOT NULL DEFAULT '',
    tries integer NOT NULL DEFAULT 0,
    spent integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    not_after timestamptz,
    lease_owner uuid,
    lease_until timestamptz,
    ended_at timestamptz,
    call_outcome text,
    called_at timestamptz,
    called_by uuid REFERENCES accounts (id),
    called_by_name text,
    CONSTRAINT deliveries_channel_known CHECK (channel IN ('mail', 'text')),
    CONSTRAINT deliveries_state_known CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'given-up')),
    CONSTRAINT deliveries_lease_whole CHECK ((state = 'sending') = (lease_owner IS NOT NULL) AND (state = 'sending') = (lease_until IS NOT NULL)),
    CONSTRAINT deliveries_call_known CHECK (call_outcome IN ('reached', 'no-answer')),
    CONSTRAINT deliveries_call_whole CHECK ((call_outcome IS NULL) = (called_at IS NULL))
);
CREATE UNIQUE INDEX deliveries_once_key_key ON deliveries (once_key);
CREATE UNIQUE INDEX deliveries_message_id_key ON deliveries (message_id);
CREATE INDEX deliveries_due ON deliveries (channel, due_at, id) WHERE state = 'queued';
CREATE INDEX deliveries_on_lease ON deliveries (lease_until) WHERE state = 'sending';
CREATE INDEX deliveries_listed ON deliveries (created_at, id);
CREATE INDEX deliveries_by_state ON deliveries (state, created_at, id);
CREATE INDEX deliveries_ended ON deliveries (state, ended_at);
CREATE INDEX deliveries_to_call ON deliveries (ended_at, id) WHERE patient_id IS NOT NULL AND state IN ('failed', 'given-up');
CREATE INDEX deliveries_of_patient ON deliveries (patient_id);
CREATE INDEX deliveries_about ON deliveries (about_id) WHERE about_id IS NOT NULL;

CREATE TABLE delivery_attempts (
    id uuid PRIMARY KEY NOT NULL,
    delivery_id uuid NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
    number integer NOT NULL,
    began_at timestamptz NOT NULL,
    ended_at timestamptz,
    outcome text,
    reason text,
    said text NOT NULL DEFAULT '',
    CONSTRAINT delivery_attempts_outcome_known CHECK (outcome IN ('sent', 'later', 'failed', 'lost')),
    CONSTRAINT delivery_attempts_ended_whole CHECK ((outcome IS NULL) = (ended_at IS NULL))
);
CREATE UNIQUE INDEX delivery_attempts_delivery_id_number_key ON delivery_attempts (delivery_id, number);
