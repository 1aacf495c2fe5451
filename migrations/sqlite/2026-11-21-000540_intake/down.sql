DROP TABLE intake_answers;
DROP TABLE vaccines;
DROP TABLE allergies;
