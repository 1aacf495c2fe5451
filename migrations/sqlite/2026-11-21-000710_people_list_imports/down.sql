ALTER TABLE patient_imports DROP COLUMN advanced_at;
