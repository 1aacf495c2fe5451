DROP TABLE observation_parts;
DROP TABLE observations;
