ALTER TABLE hospital DROP COLUMN emergency_access;
DROP TABLE emergency_accesses;
