-- Which prescription took the place of which, and what the old one said before.

CREATE TABLE prescription_replacements (
    old_id BLOB PRIMARY KEY NOT NULL REFERENCES prescriptions (id) CHECK (length(old_id) = 16),
    new_id BLOB NOT NULL REFERENCES prescriptions (id) CHECK (length(new_id) = 16),
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    ends_at TEXT CHECK (length(ends_at) = 27),
    ends_precision TEXT
) STRICT;
CREATE INDEX prescription_replacements_by_new ON prescription_replacements (new_id);
