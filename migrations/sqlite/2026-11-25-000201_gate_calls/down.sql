CREATE TABLE deliveries_before (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    to_name TEXT NOT NULL,
    to_address TEXT NOT NULL,
    phone TEXT NOT NULL,
    patient_id BLOB REFERENCES patients (id) CHECK (length(patient_id) = 16),
    account_id BLOB REFERENCES accounts (id) CHECK (length(account_id) = 16),
    about_id BLOB CHECK (length(about_id) = 16),
    caused_by BLOB REFERENCES accounts (id) CHECK (length(caused_by) = 16),
    once_key TEXT,
    message_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    content TEXT CHECK (json_valid(content)),
    state TEXT NOT NULL,
    reason TEXT,
    said TEXT NOT NULL DEFAULT '',
    tries INTEGER NOT NULL DEFAULT 0,
    spent INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL CHECK (length(created_at) = 27),
    due_at TEXT NOT NULL CHECK (length(due_at) = 27),
    not_after TEXT CHECK (length(not_after) = 27),
    lease_owner BLOB CHECK (length(lease_owner) = 16),
    lease_until TEXT CHECK (length(lease_until) = 27),
    ended_at TEXT CHECK (length(ended_at) = 27),
    call_outcome TEXT,
    called_at TEXT CHECK (length(called_at) = 27),
    called_by BLOB REFERENCES accounts (id) CHECK (length(called_by) = 16),
    called_by_name TEXT,
    link_id BLOB CHECK (length(link_id) = 16),
    CONSTRAINT deliveries_channel_known CHECK (channel IN ('mail', 'text')),
    CONSTRAINT deliveries_state_known CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'given-up')),
    CONSTRAINT deliveries_lease_whole CHECK ((state = 'sending') = (lease_owner IS NOT NULL) AND (state = 'sending') = (lease_until IS NOT NULL)),
    CONSTRAINT deliveries_call_known CHECK (call_outcome IN ('reached', 'no-answer')),
    CONSTRAINT deliveries_call_whole CHECK ((call_outcome IS NULL) = (called_at IS NULL))
) STRICT;
INSERT INTO deliveries_before (id, kind, channel, to_name, to_address, phone, patient_id, account_id, about_id, caused_by, once_key, message_id, subject, content, state, reason, said, tries, spent, created_at, due_at, not_after, lease_owner, lease_until, ended_at, call_outcome, called_at, called_by, called_by_name, link_id) SELECT id, kind, channel, to_name, to_address, phone, patient_id, account_id, about_id, caused_by, once_key, message_id, subject, content, state, reason, said, tries, spent, created_at, due_at, not_after, lease_owner, lease_until, ended_at, call_outcome, called_at, called_by, called_by_name, link_id FROM deliveries WHERE channel <> 'call';
CREATE TABLE delivery_attempts_before (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    delivery_id BLOB NOT NULL REFERENCES deliveries_before (id) ON DELETE CASCADE CHECK (length(delivery_id) = 16),
    number INTEGER NOT NULL,
    began_at TEXT NOT NULL CHECK (length(began_at) = 27),
    ended_at TEXT CHECK (length(ended_at) = 27),
    outcome TEXT,
    reason TEXT,
    said TEXT NOT NULL DEFAULT '',
    CONSTRAINT delivery_attempts_outcome_known CHECK (outcome IN ('sent', 'later', 'failed', 'lost')),
    CONSTRAINT delivery_attempts_ended_whole CHECK ((outcome IS NULL) = (ended_at IS NULL))
) STRICT;
INSERT INTO delivery_attempts_before (id, delivery_id, number, began_at, ended_at, outcome, reason, said) SELECT id, delivery_id, number, began_at, ended_at, outcome, reason, said FROM delivery_attempts WHERE delivery_id IN (SELECT id FROM deliveries_before);
DROP TABLE delivery_attempts;
DROP TABLE deliveries;
ALTER TABLE deliveries_before RENAME TO deliveries;
ALTER TABLE delivery_attempts_before RENAME TO delivery_attempts;
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
CREATE UNIQUE INDEX delivery_attempts_delivery_id_number_key ON delivery_attempts (delivery_id, number);
