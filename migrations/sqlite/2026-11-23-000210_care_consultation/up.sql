-- The note of a visit: sections, diagnoses, who signed it, what amends it; and the appointment a visit belongs to.

ALTER TABLE notes ADD COLUMN amends_id BLOB REFERENCES notes (id) CHECK (length(amends_id) = 16);
ALTER TABLE notes ADD COLUMN complaint TEXT;
ALTER TABLE notes ADD COLUMN findings TEXT;
ALTER TABLE notes ADD COLUMN assessment TEXT;
ALTER TABLE notes ADD COLUMN plan TEXT;
ALTER TABLE notes ADD COLUMN follow_up TEXT;
ALTER TABLE notes ADD COLUMN diagnoses TEXT CHECK (json_valid(diagnoses));
ALTER TABLE notes ADD COLUMN measured TEXT CHECK (json_valid(measured));
ALTER TABLE notes ADD COLUMN signed_at TEXT CHECK (length(signed_at) = 27);
ALTER TABLE notes ADD COLUMN signed_by BLOB REFERENCES accounts (id) CHECK (length(signed_by) = 16);
ALTER TABLE notes ADD COLUMN signed_by_name TEXT;
-- A visit has one note; what amends it is beside it.
CREATE UNIQUE INDEX notes_one_of_visit ON notes (visit_id) WHERE kind = 'consultation';
CREATE INDEX notes_unsigned ON notes (recorded_by, at) WHERE status = 'preliminary';

ALTER TABLE visits ADD COLUMN appointment_id BLOB REFERENCES appointments (id) CHECK (length(appointment_id) = 16);
-- An appointment has one visit; one that was begun by mistake is none.
CREATE UNIQUE INDEX visits_one_of_appointment ON visits (appointment_id) WHERE status <> 'entered_in_error';
CREATE INDEX visits_of_appointment ON visits (appointment_id);
