ALTER TABLE patient_imports ADD COLUMN advanced_at TEXT CHECK (length(advanced_at) = 27);
