ALTER TABLE notes DROP COLUMN answers;
ALTER TABLE notes DROP COLUMN edition_id;
DROP TABLE note_templates;
