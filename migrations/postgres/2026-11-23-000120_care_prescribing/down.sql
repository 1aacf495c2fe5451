DROP TABLE prescription_favourites;
DROP TABLE issued_prescriptions;
