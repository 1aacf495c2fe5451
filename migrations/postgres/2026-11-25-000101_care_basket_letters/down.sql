ALTER TABLE letters DROP COLUMN visit_id;
DROP TABLE basket_letters;
