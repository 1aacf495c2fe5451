UPDATE issued_prescriptions SET stop_reason = void_reason WHERE voided_at IS NOT NULL;
ALTER TABLE issued_prescriptions DROP COLUMN void_reason;
ALTER TABLE issued_prescriptions DROP COLUMN voided_by_name;
ALTER TABLE issued_prescriptions DROP COLUMN voided_by;
ALTER TABLE issued_prescriptions DROP COLUMN voided_at;
