DROP INDEX appointments_requested;
