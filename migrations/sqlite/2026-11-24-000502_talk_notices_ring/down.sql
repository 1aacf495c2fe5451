ALTER TABLE notices DROP COLUMN rung_version;
