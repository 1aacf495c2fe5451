-- Prescriptions that lie with a visit in progress and are signed with it.

CREATE TABLE basket_prescriptions (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    visit_id BLOB NOT NULL REFERENCES visits (id) CHECK (length(visit_id) = 16),
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    seen TEXT NOT NULL,
    overridden TEXT,
    put_at TEXT NOT NULL CHECK (length(put_at) = 27)
) STRICT;
CREATE INDEX basket_prescriptions_of_visit ON basket_prescriptions (visit_id, id);
