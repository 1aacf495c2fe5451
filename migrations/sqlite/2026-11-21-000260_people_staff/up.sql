CREATE TABLE staff_profiles (
    account_id BLOB PRIMARY KEY NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    sees_patients INTEGER NOT NULL CHECK (sees_patients IN (0, 1)),
    licence TEXT NOT NULL DEFAULT '',
    fee_minor INTEGER CONSTRAINT staff_profiles_fee_positive CHECK (fee_minor >= 0),
    slot_minutes INTEGER NOT NULL DEFAULT 15 CONSTRAINT staff_profiles_slot_known CHECK (slot_minutes BETWEEN 5 AND 120),
    overbookable INTEGER NOT NULL DEFAULT 0 CHECK (overbookable IN (0, 1))
) STRICT;

CREATE TABLE specialties (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE staff_specialties (
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    specialty_id BLOB NOT NULL REFERENCES specialties (id) CHECK (length(specialty_id) = 16),
    place INTEGER NOT NULL,
    PRIMARY KEY (account_id, specialty_id)
) STRICT;
CREATE INDEX staff_specialties_by_specialty ON staff_specialties (specialty_id, account_id);
