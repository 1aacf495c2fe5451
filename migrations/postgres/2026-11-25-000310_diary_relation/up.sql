-- Whose patients are whose: read for one patient, and as the list of a doctor's patients, from the index alone.
DROP INDEX appointments_relation;
CREATE INDEX appointments_relation ON appointments (doctor_id, patient_id, status);
