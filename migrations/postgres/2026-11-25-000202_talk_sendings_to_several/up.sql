-- What is sent may be for the patients of a list.
ALTER TABLE sendings DROP CONSTRAINT sendings_audience_known;
ALTER TABLE sendings ADD CONSTRAINT sendings_audience_known CHECK (audience IN ('person', 'role', 'site', 'patient', 'patients'));

-- Each of those patients, and by what they were told.
CREATE TABLE sending_patients (
    id uuid PRIMARY KEY NOT NULL,
    sending_id uuid NOT NULL REFERENCES sendings (id),
    patient_id uuid NOT NULL REFERENCES patients (id),
    way text NOT NULL,
    CONSTRAINT sending_patients_way_known CHECK (way IN ('mail', 'text', 'call'))
);
CREATE INDEX sending_patients_of_sending ON sending_patients (sending_id);
CREATE INDEX sending_patients_of_patient ON sending_patients (patient_id);
