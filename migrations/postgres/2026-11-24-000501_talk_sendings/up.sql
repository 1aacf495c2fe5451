-- What somebody sent by hand: to people who work here, or to one patient.
CREATE TABLE sendings (
    id uuid PRIMARY KEY NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    audience text NOT NULL,
    to_account uuid REFERENCES accounts (id),
    to_role text,
    site_id uuid REFERENCES sites (id),
    patient_id uuid REFERENCES patients (id),
    to_name text NOT NULL,
    sent_by uuid NOT NULL REFERENCES accounts (id),
    sent_by_name text NOT NULL,
    sent_at timestamptz NOT NULL,
    CONSTRAINT sendings_audience_known CHECK (audience IN ('person', 'role', 'site', 'patient')),
    CONSTRAINT sendings_audience_whole CHECK ((audience = 'person') = (to_account IS NOT NULL) AND (audience = 'role') = (to_role IS NOT NULL) AND (audience = 'site') = (site_id IS NOT NULL) AND (audience = 'patient') = (patient_id IS NOT NULL))
);
CREATE INDEX sendings_by ON sendings (sent_by, id);
CREATE INDEX sendings_of_patient ON sendings (patient_id) WHERE patient_id IS NOT NULL;

-- Whom it was for, and whether their bell was told.
CREATE TABLE sending_people (
    sending_id uuid NOT NULL REFERENCES sendings (id),
    account_id uuid NOT NULL REFERENCES accounts (id),
    told boolean NOT NULL,
    PRIMARY KEY (sending_id, account_id)
);
