-- What only prescriptions written here have, and what people begin them with.

CREATE TABLE issued_prescriptions (
    prescription_id BLOB PRIMARY KEY NOT NULL REFERENCES prescriptions (id) CHECK (length(prescription_id) = 16),
    strength TEXT,
    form TEXT,
    licence TEXT NOT NULL,
    verdict TEXT NOT NULL,
    found TEXT NOT NULL CHECK (json_valid(found)),
    overridden TEXT,
    code_hash BLOB NOT NULL UNIQUE,
    printed_at TEXT CHECK (length(printed_at) = 27),
    stop_reason TEXT,
    CONSTRAINT issued_prescriptions_verdict_known CHECK (verdict IN ('warns', 'clear', 'could_not_check')),
    CONSTRAINT issued_prescriptions_override_has_reason CHECK ((verdict = 'warns') = (overridden IS NOT NULL))
) STRICT;

CREATE TABLE prescription_favourites (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    name TEXT NOT NULL,
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    CONSTRAINT prescription_favourites_account_id_name_key UNIQUE (account_id, name)
) STRICT;
