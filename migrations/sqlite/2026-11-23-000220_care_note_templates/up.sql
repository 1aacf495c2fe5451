-- Note templates: questions of their own for the notes of a specialty. Each row is one edition, kept for ever; a
-- template is known by the id of its first.

CREATE TABLE note_templates (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    template_id BLOB NOT NULL REFERENCES note_templates (id) CHECK (length(template_id) = 16),
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    specialty TEXT,
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
    made_at TEXT NOT NULL CHECK (length(made_at) = 27),
    made_by BLOB REFERENCES accounts (id) CHECK (length(made_by) = 16),
    CONSTRAINT note_templates_template_id_version_key UNIQUE (template_id, version)
) STRICT;
ALTER TABLE notes ADD COLUMN edition_id BLOB REFERENCES note_templates (id) CHECK (length(edition_id) = 16);
ALTER TABLE notes ADD COLUMN answers TEXT CHECK (json_valid(answers));

-- What every house begins with; both are changed like any other.
INSERT INTO note_templates (id, template_id, version, name, specialty, fields, made_at) VALUES
    (x'01935c00000070008000000000000101', x'01935c00000070008000000000000101', 1, 'General', 'General medicine', '{"list":[{"key":"ill-since","label":"Ill since","kind":"date"},{"key":"pain","label":"Pain","kind":"number","unit":"of 10","low":0,"high":10},{"key":"general-condition","label":"General condition","kind":"choice","options":["Good","Slightly reduced","Reduced","Poor"]},{"key":"smoking","label":"Smoking","kind":"choice","options":["Never","Formerly","Yes"]},{"key":"fit-for-work","label":"Fit for work","kind":"choice","options":["Yes","Partly","No"]},{"key":"work-and-home","label":"Work and home","kind":"text"}]}', '2026-11-01T00:00:00.000000Z'),
    (x'01935c00000070008000000000000201', x'01935c00000070008000000000000201', 1, 'Paediatrics', 'Paediatrics', '{"list":[{"key":"comes-with","label":"Comes with","kind":"choice","options":["Mother","Father","Both parents","Somebody else","Nobody"]},{"key":"worries-of-the-parents","label":"Worries of the parents","kind":"text"},{"key":"head-circumference","label":"Head circumference","kind":"number","unit":"cm","low":32,"high":58},{"key":"fontanelle","label":"Fontanelle","kind":"choice","options":["Closed","Level","Sunken","Bulging"]},{"key":"feeding","label":"Feeding","kind":"choice","options":["Breast milk","Formula","Both","Family food"]},{"key":"development","label":"Development","kind":"choice","options":["As expected for the age","To be watched","Delayed"]},{"key":"vaccines-up-to-date","label":"Vaccines up to date","kind":"choice","options":["Yes","No","Card not seen"]},{"key":"next-check-up","label":"Next check-up","kind":"date"}]}', '2026-11-01T00:00:00.000000Z');
