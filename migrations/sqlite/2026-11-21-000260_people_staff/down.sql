DROP TABLE staff_specialties;
DROP TABLE specialties;
DROP TABLE staff_profiles;
