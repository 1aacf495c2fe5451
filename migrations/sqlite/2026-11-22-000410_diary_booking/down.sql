DROP TABLE job_marks;
DROP TABLE calendar_feeds;
DROP TABLE waiting_entries;
DROP TABLE appointment_changes;
CREATE TABLE appointments_old (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    patient_id BLOB NOT NULL REFERENCES patients (id) CHECK (length(patient_id) = 16),
    doctor_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(doctor_id) = 16),
    site_id BLOB NOT NULL REFERENCES sites (id) CHECK (length(site_id) = 16),
    starts_at TEXT NOT NULL CHECK (length(starts_at) = 27),
    ends_at TEXT NOT NULL CHECK (length(ends_at) = 27),
    status TEXT NOT NULL CONSTRAINT appointments_status_known CHECK (status IN ('requested', 'booked', 'arrived', 'in_consultation', 'completed', 'cancelled', 'no_show')),
    kind TEXT NOT NULL CONSTRAINT appointments_kind_known CHECK (kind IN ('new', 'follow_up', 'video')),
    reason TEXT NOT NULL DEFAULT '',
    booked_by BLOB REFERENCES accounts (id) CHECK (length(booked_by) = 16),
    booked_at TEXT NOT NULL CHECK (length(booked_at) = 27),
    version INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT appointments_end_after_start CHECK (ends_at > starts_at)
) STRICT;
INSERT INTO appointments_old SELECT id, patient_id, doctor_id, site_id, starts_at, ends_at, status, kind, reason, booked_by, booked_at, version FROM appointments;
DROP TABLE appointments;
ALTER TABLE appointments_old RENAME TO appointments;
CREATE INDEX appointments_relation ON appointments (patient_id, doctor_id, status);
CREATE INDEX appointments_of_doctor ON appointments (doctor_id, starts_at);
CREATE INDEX appointments_at_site ON appointments (site_id, starts_at);
CREATE INDEX appointments_of_patient ON appointments (patient_id, starts_at);
DROP TABLE appointment_series;
