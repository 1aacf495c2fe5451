-- That an entry of an emergency access is void: when, by whom and why. A visit that was begun by mistake has none of this.
ALTER TABLE visits ADD COLUMN voided_at timestamptz;
ALTER TABLE visits ADD COLUMN voided_by uuid REFERENCES accounts (id);
ALTER TABLE visits ADD COLUMN voided_by_name text;
ALTER TABLE visits ADD COLUMN void_reason text;
