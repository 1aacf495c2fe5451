CREATE TABLE staff_profiles (
    account_id uuid PRIMARY KEY REFERENCES accounts (id),
    sees_patients boolean NOT NULL,
    licence text NOT NULL DEFAULT '',
    fee_minor bigint CONSTRAINT staff_profiles_fee_positive CHECK (fee_minor >= 0),
    slot_minutes integer NOT NULL DEFAULT 15 CONSTRAINT staff_profiles_slot_known CHECK (slot_minutes BETWEEN 5 AND 120),
    overbookable boolean NOT NULL DEFAULT false
);

CREATE TABLE specialties (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    name_key text NOT NULL UNIQUE
);

CREATE TABLE staff_specialties (
    account_id uuid NOT NULL REFERENCES accounts (id),
    specialty_id uuid NOT NULL REFERENCES specialties (id),
    place integer NOT NULL,
    PRIMARY KEY (account_id, specialty_id)
);
CREATE INDEX staff_specialties_by_specialty ON staff_specialties (specialty_id, account_id);
