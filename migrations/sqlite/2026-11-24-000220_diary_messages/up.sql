-- Who agreed to messages about their appointments (every answer is kept, the latest counts), and what a site writes.
CREATE TABLE message_consents (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    patient_id BLOB NOT NULL REFERENCES patients (id) CHECK (length(patient_id) = 16),
    way TEXT NOT NULL,
    given_at TEXT NOT NULL CHECK (length(given_at) = 27),
    given_by BLOB NOT NULL REFERENCES accounts (id) CHECK (length(given_by) = 16),
    CONSTRAINT message_consents_way_known CHECK (way IN ('none', 'mail', 'text'))
) STRICT;
CREATE INDEX message_consents_of_patient ON message_consents (patient_id, given_at, id);

CREATE TABLE site_messages (
    site_id BLOB PRIMARY KEY NOT NULL REFERENCES sites (id) CHECK (length(site_id) = 16),
    confirms INTEGER NOT NULL CHECK (confirms IN (0, 1)),
    first_hours INTEGER,
    second_hours INTEGER,
    version INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT site_messages_hours_in_order CHECK (second_hours < first_hours),
    CONSTRAINT site_messages_hours_ahead CHECK (first_hours > 0 AND second_hours > 0)
) STRICT;
