DROP TABLE prescription_replacements;
