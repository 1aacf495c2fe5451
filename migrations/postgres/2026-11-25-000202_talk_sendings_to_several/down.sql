DROP TABLE sending_patients;
DELETE FROM sendings WHERE audience = 'patients';
ALTER TABLE sendings DROP CONSTRAINT sendings_audience_known;
ALTER TABLE sendings ADD CONSTRAINT sendings_audience_known CHECK (audience IN ('person', 'role', 'site', 'patient'));
