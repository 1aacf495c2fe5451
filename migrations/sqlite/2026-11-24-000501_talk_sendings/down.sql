DROP TABLE sending_people;
DROP TABLE sendings;
