ALTER TABLE patient_imports ADD COLUMN advanced_at timestamptz;
