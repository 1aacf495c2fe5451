DROP TABLE sending_patients;
CREATE TABLE sendings_before (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    audience TEXT NOT NULL,
    to_account BLOB REFERENCES accounts (id) CHECK (length(to_account) = 16),
    to_role TEXT,
    site_id BLOB REFERENCES sites (id) CHECK (length(site_id) = 16),
    patient_id BLOB REFERENCES patients (id) CHECK (length(patient_id) = 16),
    to_name TEXT NOT NULL,
    sent_by BLOB NOT NULL REFERENCES accounts (id) CHECK (length(sent_by) = 16),
    sent_by_name TEXT NOT NULL,
    sent_at TEXT NOT NULL CHECK (length(sent_at) = 27),
    CONSTRAINT sendings_audience_known CHECK (audience IN ('person', 'role', 'site', 'patient')),
    CONSTRAINT sendings_audience_whole CHECK ((audience = 'person') = (to_account IS NOT NULL) AND (audience = 'role') = (to_role IS NOT NULL) AND (audience = 'site') = (site_id IS NOT NULL) AND (audience = 'patient') = (patient_id IS NOT NULL))
) STRICT;
INSERT INTO sendings_before (id, subject, body, audience, to_account, to_role, site_id, patient_id, to_name, sent_by, sent_by_name, sent_at) SELECT id, subject, body, audience, to_account, to_role, site_id, patient_id, to_name, sent_by, sent_by_name, sent_at FROM sendings WHERE audience <> 'patients';
CREATE TABLE sending_people_before (
    sending_id BLOB NOT NULL REFERENCES sendings_before (id) CHECK (length(sending_id) = 16),
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    told INTEGER NOT NULL CHECK (told IN (0, 1)),
    PRIMARY KEY (sending_id, account_id)
) STRICT;
INSERT INTO sending_people_before (sending_id, account_id, told) SELECT sending_id, account_id, told FROM sending_people;
DROP TABLE sending_people;
DROP TABLE sendings;
ALTER TABLE sendings_before RENAME TO sendings;
ALTER TABLE sending_people_before RENAME TO sending_people;
CREATE INDEX sendings_by ON sendings (sent_by, id);
CREATE INDEX sendings_of_patient ON sendings (patient_id) WHERE patient_id IS NOT NULL;
