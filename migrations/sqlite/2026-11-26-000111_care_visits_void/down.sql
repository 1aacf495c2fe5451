ALTER TABLE visits DROP COLUMN void_reason;
ALTER TABLE visits DROP COLUMN voided_by_name;
ALTER TABLE visits DROP COLUMN voided_by;
ALTER TABLE visits DROP COLUMN voided_at;
