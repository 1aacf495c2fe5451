-- That a prescription is void: when, by whom and why. Those of voided visits kept the reason as that of a stop, and the
-- rest in the version before.
ALTER TABLE issued_prescriptions ADD COLUMN voided_at timestamptz;
ALTER TABLE issued_prescriptions ADD COLUMN voided_by uuid REFERENCES accounts (id);
ALTER TABLE issued_prescriptions ADD COLUMN voided_by_name text;
ALTER TABLE issued_prescriptions ADD COLUMN void_reason text;

UPDATE issued_prescriptions SET
    voided_at = (SELECT p.recorded_at FROM prescriptions p WHERE p.id = prescription_id),
    void_reason = coalesce(stop_reason, ''),
    stop_reason = NULL
WHERE prescription_id IN (SELECT id FROM prescriptions WHERE status = 'entered_in_error');
UPDATE issued_prescriptions SET
    voided_at = (
        SELECT v.replaced_at FROM record_versions v
        WHERE v.row_id = prescription_id ORDER BY v.version DESC LIMIT 1
    ),
    voided_by = (
        SELECT v.replaced_by FROM record_versions v
        WHERE v.row_id = prescription_id ORDER BY v.version DESC LIMIT 1
    ),
    voided_by_name = (
        SELECT a.name FROM record_versions v LEFT JOIN accounts a ON a.id = v.replaced_by
        WHERE v.row_id = prescription_id ORDER BY v.version DESC LIMIT 1
    )
WHERE voided_at IS NOT NULL AND prescription_id IN (SELECT row_id FROM record_versions);
