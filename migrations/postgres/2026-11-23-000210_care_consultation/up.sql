-- The note of a visit: sections, diagnoses, who signed it, what amends it; and the appointment a visit belongs to.

ALTER TABLE notes ADD COLUMN amends_id uuid REFERENCES notes (id);
ALTER TABLE notes ADD COLUMN complaint text;
ALTER TABLE notes ADD COLUMN findings text;
ALTER TABLE notes ADD COLUMN assessment text;
ALTER TABLE notes ADD COLUMN plan text;
ALTER TABLE notes ADD COLUMN follow_up text;
ALTER TABLE notes ADD COLUMN diagnoses jsonb;
ALTER TABLE notes ADD COLUMN measured jsonb;
ALTER TABLE notes ADD COLUMN signed_at timestamptz;
ALTER TABLE notes ADD COLUMN signed_by uuid REFERENCES accounts (id);
ALTER TABLE notes ADD COLUMN signed_by_name text;
-- A visit has one note; what amends it is beside it.
CREATE UNIQUE INDEX notes_one_of_visit ON notes (visit_id) WHERE kind = 'consultation';
CREATE INDEX notes_unsigned ON notes (recorded_by, at) WHERE status = 'preliminary';

ALTER TABLE visits ADD COLUMN appointment_id uuid REFERENCES appointments (id);
-- An appointment has one visit; one that was begun by mistake is none.
CREATE UNIQUE INDEX visits_one_of_appointment ON visits (appointment_id) WHERE status <> 'entered_in_error';
CREATE INDEX visits_of_appointment ON visits (appointment_id);
