DROP TABLE holidays;
DROP TABLE leaves;
DROP TABLE extra_hours;
DROP TABLE working_hours;
DROP TABLE rooms;
