-- Who agreed to messages about their appointments (every answer is kept, the latest counts), and what a site writes.
CREATE TABLE message_consents (
    id uuid PRIMARY KEY NOT NULL,
    patient_id uuid NOT NULL REFERENCES patients (id),
    way text NOT NULL,
    given_at timestamptz NOT NULL,
    given_by uuid NOT NULL REFERENCES accounts (id),
    CONSTRAINT message_consents_way_known CHECK (way IN ('none', 'mail', 'text'))
);
CREATE INDEX message_consents_of_patient ON message_consents (patient_id, given_at, id);

CREATE TABLE site_messages (
    site_id uuid PRIMARY KEY NOT NULL REFERENCES sites (id),
    confirms boolean NOT NULL,
    first_hours integer,
    second_hours integer,
    version bigint NOT NULL DEFAULT 1,
    CONSTRAINT site_messages_hours_in_order CHECK (second_hours < first_hours),
    CONSTRAINT site_messages_hours_ahead CHECK (first_hours > 0 AND second_hours > 0)
);
