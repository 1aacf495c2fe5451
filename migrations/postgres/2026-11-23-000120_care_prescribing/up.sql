-- What only prescriptions written here have, and what people begin them with.

CREATE TABLE issued_prescriptions (
    prescription_id uuid PRIMARY KEY NOT NULL REFERENCES prescriptions (id),
    strength text,
    form text,
    licence text NOT NULL,
    verdict text NOT NULL,
    found jsonb NOT NULL,
    overridden text,
    code_hash bytea NOT NULL UNIQUE,
    printed_at timestamptz,
    stop_reason text,
    CONSTRAINT issued_prescriptions_verdict_known CHECK (verdict IN ('warns', 'clear', 'could_not_check')),
    CONSTRAINT issued_prescriptions_override_has_reason CHECK ((verdict = 'warns') = (overridden IS NOT NULL))
);

CREATE TABLE prescription_favourites (
    id uuid PRIMARY KEY NOT NULL,
    account_id uuid NOT NULL REFERENCES accounts (id),
    name text NOT NULL,
    fields jsonb NOT NULL,
    CONSTRAINT prescription_favourites_account_id_name_key UNIQUE (account_id, name)
);
