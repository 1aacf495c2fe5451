ALTER TABLE appointment_changes DROP COLUMN from_site_id;
