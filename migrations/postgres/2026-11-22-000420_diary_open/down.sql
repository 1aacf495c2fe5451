DROP INDEX appointments_open;
