-- That an entry of an emergency access is void: when, by whom and why. A visit that was begun by mistake has none of this.
ALTER TABLE visits ADD COLUMN voided_at TEXT CHECK (length(voided_at) = 27);
ALTER TABLE visits ADD COLUMN voided_by BLOB REFERENCES accounts (id) CHECK (length(voided_by) = 16);
ALTER TABLE visits ADD COLUMN voided_by_name TEXT;
ALTER TABLE visits ADD COLUMN void_reason TEXT;
