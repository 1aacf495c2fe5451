DROP TABLE basket_prescriptions;
