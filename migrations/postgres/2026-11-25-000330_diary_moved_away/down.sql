DROP INDEX appointment_changes_moved;
