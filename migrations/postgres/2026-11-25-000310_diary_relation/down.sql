DROP INDEX appointments_relation;
CREATE INDEX appointments_relation ON appointments (patient_id, doctor_id, status);
