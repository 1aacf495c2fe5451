-- Which prescription took the place of which, and what the old one said before.

CREATE TABLE prescription_replacements (
    old_id uuid PRIMARY KEY NOT NULL REFERENCES prescriptions (id),
    new_id uuid NOT NULL REFERENCES prescriptions (id),
    version bigint NOT NULL,
    status text NOT NULL,
    ends_at timestamptz,
    ends_precision text
);
CREATE INDEX prescription_replacements_by_new ON prescription_replacements (new_id);
