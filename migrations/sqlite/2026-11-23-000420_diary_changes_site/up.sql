-- Where an appointment was before a change, so that a move to another site can be taken back.
ALTER TABLE appointment_changes ADD COLUMN from_site_id BLOB REFERENCES sites (id) CHECK (length(from_site_id) = 16);
