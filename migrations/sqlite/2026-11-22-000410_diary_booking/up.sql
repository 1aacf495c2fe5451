-- Booking: what an appointment says besides who and when, its history, series, the waiting list, calendar feeds;
-- and the rules of overlap, which the database itself holds.
--
-- Intervals are half open. A doctor's time is taken from booked to completed; a patient and a room are taken while
-- somebody is expected or there. An overbooked appointment (it has a reason) may lie over one other of the doctor.

CREATE TABLE appointment_series (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    every_weeks INTEGER NOT NULL CONSTRAINT appointment_series_every_known CHECK (every_weeks BETWEEN 1 AND 52),
    made_by BLOB REFERENCES accounts (id) CHECK (length(made_by) = 16),
    made_at TEXT NOT NULL CHECK (length(made_at) = 27)
) STRICT;

CREATE TABLE appointments_new (
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
    room_id BLOB REFERENCES rooms (id) CHECK (length(room_id) = 16),
    notes TEXT NOT NULL DEFAULT '',
    walk_in INTEGER NOT NULL DEFAULT 0 CHECK (walk_in IN (0, 1)),
    overbook_reason TEXT CONSTRAINT appointments_overbook_reason_said CHECK (overbook_reason <> ''),
    arrived_at TEXT CHECK (length(arrived_at) = 27),
    started_at TEXT CHECK (length(started_at) = 27),
    ended_at TEXT CHECK (length(ended_at) = 27),
    cancelled_at TEXT CHECK (length(cancelled_at) = 27),
    cancelled_by BLOB REFERENCES accounts (id) CHECK (length(cancelled_by) = 16),
    cancel_reason TEXT NOT NULL DEFAULT '',
    series_id BLOB REFERENCES appointment_series (id) CHECK (length(series_id) = 16),
    slip_printed_at TEXT CHECK (length(slip_printed_at) = 27),
    CONSTRAINT appointments_end_after_start CHECK (ends_at > starts_at),
    CONSTRAINT appointments_cancelled_when CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL)),
    CONSTRAINT appointments_at_most_a_day CHECK (julianday(ends_at) - julianday(starts_at) <= 1.0000001)
) STRICT;

INSERT INTO appointments_new (id, patient_id, doctor_id, site_id, starts_at, ends_at, status, kind, reason, booked_by, booked_at, version, cancelled_at)
    SELECT id, patient_id, doctor_id, site_id, starts_at, ends_at, status, kind, reason, booked_by, booked_at, version, CASE WHEN status = 'cancelled' THEN booked_at END FROM appointments;
UPDATE appointments_new SET overbook_reason = 'From before overlaps were refused' WHERE status IN ('booked', 'arrived', 'in_consultation', 'completed')
    AND EXISTS (SELECT 1 FROM appointments AS other WHERE other.doctor_id = appointments_new.doctor_id AND other.id < appointments_new.id
        AND other.status IN ('booked', 'arrived', 'in_consultation', 'completed')
        AND other.starts_at < appointments_new.ends_at AND other.ends_at > appointments_new.starts_at);
DROP TABLE appointments;
ALTER TABLE appointments_new RENAME TO appointments;
CREATE INDEX appointments_relation ON appointments (patient_id, doctor_id, status);
CREATE INDEX appointments_of_doctor ON appointments (doctor_id, starts_at);
CREATE INDEX appointments_at_site ON appointments (site_id, starts_at);
CREATE INDEX appointments_of_patient ON appointments (patient_id, starts_at);
CREATE INDEX appointments_of_room ON appointments (room_id, starts_at);
CREATE INDEX appointments_of_series ON appointments (series_id, starts_at);
CREATE INDEX appointments_cancelled ON appointments (cancelled_at) WHERE status = 'cancelled';

CREATE TRIGGER appointments_doctor_overlap_insert BEFORE INSERT ON appointments
    WHEN NEW.status IN ('booked', 'arrived', 'in_consultation', 'completed') AND NEW.overbook_reason IS NULL BEGIN
    SELECT RAISE(ABORT, 'rule: appointments_doctor_overlap') WHERE EXISTS (
        SELECT 1 FROM appointments AS a
            WHERE a.doctor_id = NEW.doctor_id AND a.id <> NEW.id
              AND a.starts_at < NEW.ends_at AND a.ends_at > NEW.starts_at
              AND a.starts_at >= strftime('%Y-%m-%dT%H:%M:%S', NEW.starts_at, '-1 day')
              AND a.status IN ('booked', 'arrived', 'in_consultation', 'completed'));
END;
CREATE TRIGGER appointments_doctor_overlap_update BEFORE UPDATE OF doctor_id, starts_at, ends_at, status, overbook_reason ON appointments
    WHEN NEW.status IN ('booked', 'arrived', 'in_consultation', 'completed') AND NEW.overbook_reason IS NULL AND (OLD.status NOT IN ('booked', 'arrived', 'in_consultation', 'completed') OR NEW.doctor_id IS NOT OLD.doctor_id OR NEW.starts_at IS NOT OLD.starts_at OR NEW.ends_at IS NOT OLD.ends_at OR NEW.overbook_reason IS NOT OLD.overbook_reason) BEGIN
    SELECT RAISE(ABORT, 'rule: appointments_doctor_overlap') WHERE EXISTS (
        SELECT 1 FROM appointments AS a
            WHERE a.doctor_id = NEW.doctor_id AND a.id <> NEW.id
              AND a.starts_at < NEW.ends_at AND a.ends_at > NEW.starts_at
              AND a.starts_at >= strftime('%Y-%m-%dT%H:%M:%S', NEW.starts_at, '-1 day')
              AND a.status IN ('booked', 'arrived', 'in_consultation', 'completed'));
END;
CREATE TRIGGER appointments_overbooked_twice_insert BEFORE INSERT ON appointments
    WHEN NEW.status IN ('booked', 'arrived', 'in_consultation', 'completed') AND NEW.overbook_reason IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'rule: appointments_overbooked_twice') WHERE EXISTS (
        SELECT 1 FROM appointments AS a
            JOIN appointments AS b ON b.doctor_id = a.doctor_id AND b.id > a.id
              AND b.starts_at < NEW.ends_at AND b.ends_at > NEW.starts_at
              AND b.starts_at >= strftime('%Y-%m-%dT%H:%M:%S', NEW.starts_at, '-1 day')
            WHERE a.doctor_id = NEW.doctor_id AND a.id <> NEW.id AND b.id <> NEW.id
              AND a.starts_at < NEW.ends_at AND a.ends_at > NEW.starts_at
              AND a.starts_at >= strftime('%Y-%m-%dT%H:%M:%S', NEW.starts_at, '-1 day')
              AND max(a.starts_at, b.starts_at, NEW.starts_at) < min(a.ends_at, b.ends_at, NEW.ends_at)
              AND a.status IN ('booked', 'arrived', 'in_consultation', 'completed')
              AND b.status IN ('booked', 'arrived', 'in_consultation', 'completed'));
END;
CREATE TRIGGER appointments_overbooked_twice_update BEFORE UPDATE OF doctor_id, starts_at, ends_at, status, overbook_reason ON appointments
    WHEN NEW.status IN ('booked', 'arrived', 'in_consultation', 'completed') AND NEW.overbook_reason IS NOT NULL AND (OLD.status NOT IN ('booked', 'arrived', 'in_consultation', 'completed') OR NEW.doctor_id IS NOT OLD.doctor_id OR NEW.starts_at IS NOT OLD.starts_at OR NEW.ends_at IS NOT OLD.ends_at OR NEW.overbook_reason IS NOT OLD.overbook_reason) BEGIN
    SELECT RAISE(ABORT, 'rule: appointments_overbooked_twice') WHERE EXISTS (
        SELECT 1 FROM appointments AS a
            JOIN appointments AS b ON b.doctor_id = a.doctor_id AND b.id > a.id
              AND b.starts_at < NEW.ends_at AND b.ends_at > NEW.starts_at
              AND b.starts_at >= strftime('%Y-%m-%dT%H:%M:%S', NEW.starts_at, '-1 day')
            WHERE a.doctor_id = NEW.doctor_id AND a.id <> NEW.id AND b.id <> NEW.id
              AND a.starts_at < NEW.ends_at AND a.ends_at > NEW.starts_at
              AND a.starts_at >= strftime('%Y-%m-%dT%H:%M:%S', NEW.starts_at, '-1 day')
              AND max(a.starts_at, b.starts_at, NEW.starts_at) < min(a.ends_at, b.ends_at, NEW.ends_at)
              AND a.status IN ('booked', 'arrived', 'in_consultation', 'completed')
              AND b.status IN ('booked', 'arrived', 'in_consultation', 'completed'));
END;
CREATE TRIGGER appointments_patient_overlap_insert BEFORE INSERT ON appointments
    WHEN NEW.status IN ('booked', 'arrived', 'in_consultation') BEGIN
    SELECT RAISE(ABORT, 'rule: appointments_patient_overlap') WHERE EXISTS (
        SELECT 1 FROM appointments AS a
            WHERE a.patient_id = NEW.patient_id AND a.id <> NEW.id
              AND a.starts_at < NEW.ends_at AND a.ends_at > NEW.starts_at
              AND a.starts_at >= strftime('%Y-%m-%dT%H:%M:%S', NEW.starts_at, '-1 day')
              AND a.status IN ('booked', 'arrived', 'in_consultation'));
END;
CREATE TRIGGER appointments_patient_overlap_update BEFORE UPDATE OF patient_id, starts_at, ends_at, status ON appointments
    WHEN NEW.status IN ('booked', 'arrived', 'in_consultation') AND (OLD.status NOT IN ('booked', 'arrived', 'in_consultation') OR NEW.patient_id IS NOT OLD.patient_id OR NEW.starts_at IS NOT OLD.starts_at OR NEW.ends_at IS NOT OLD.ends_at) BEGIN
    SELECT RAISE(ABORT, 'rule: appointments_patient_overlap') WHERE EXISTS (
        SELECT 1 FROM appointments AS a
            WHERE a.patient_id = NEW.patient_id AND a.id <> NEW.id
              AND a.starts_at < NEW.ends_at AND a.ends_at > NEW.starts_at
              AND a.starts_at >= strftime('%Y-%m-%dT%H:%M:%S', NEW.starts_at, '-1 day')
              AND a.status IN ('booked', 'arrived', 'in_consultation'));
END;
CREATE TRIGGER appointments_room_overlap_insert BEFORE INSERT ON appointments
    WHEN NEW.status IN ('booked', 'arrived', 'in_consultation') AND NEW.room_id IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'rule: appointments_room_overlap') WHERE EXISTS (
        SELECT 1 FROM appointments AS a
            WHERE a.room_id = NEW.room_id AND a.id <> NEW.id
              AND a.starts_at < NEW.ends_at AND a.ends_at > NEW.starts_at
              AND a.starts_at >= strftime('%Y-%m-%dT%H:%M:%S', NEW.starts_at, '-1 day')
              AND a.status IN ('booked', 'arrived', 'in_consultation'));
END;
CREATE TRIGGER appointments_room_overlap_update BEFORE UPDATE OF room_id, starts_at, ends_at, status ON appointments
    WHEN NEW.status IN ('booked', 'arrived', 'in_consultation') AND NEW.room_id IS NOT NULL AND (OLD.status NOT IN ('booked', 'arrived', 'in_consultation') OR NEW.room_id IS NOT OLD.room_id OR NEW.starts_at IS NOT OLD.starts_at OR NEW.ends_at IS NOT OLD.ends_at) BEGIN
    SELECT RAISE(ABORT, 'rule: appointments_room_overlap') WHERE EXISTS (
        SELECT 1 FROM appointments AS a
            WHERE a.room_id = NEW.room_id AND a.id <> NEW.id
              AND a.starts_at < NEW.ends_at AND a.ends_at > NEW.starts_at
              AND a.starts_at >= strftime('%Y-%m-%dT%H:%M:%S', NEW.starts_at, '-1 day')
              AND a.status IN ('booked', 'arrived', 'in_consultation'));
END;

-- What happened to an appointment: the history of its times and states.
CREATE TABLE appointment_changes (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    appointment_id BLOB NOT NULL REFERENCES appointments (id) CHECK (length(appointment_id) = 16),
    at TEXT NOT NULL CHECK (length(at) = 27),
    by_id BLOB REFERENCES accounts (id) CHECK (length(by_id) = 16),
    what TEXT NOT NULL,
    from_status TEXT NOT NULL,
    from_starts_at TEXT NOT NULL CHECK (length(from_starts_at) = 27),
    from_ends_at TEXT NOT NULL CHECK (length(from_ends_at) = 27),
    from_doctor_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(from_doctor_id) = 16),
    from_room_id BLOB REFERENCES rooms (id) CHECK (length(from_room_id) = 16),
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX appointment_changes_of ON appointment_changes (appointment_id, at);

CREATE TABLE waiting_entries (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    patient_id BLOB NOT NULL REFERENCES patients (id) CHECK (length(patient_id) = 16),
    doctor_id BLOB REFERENCES accounts (id) CHECK (length(doctor_id) = 16),
    specialty_id BLOB REFERENCES specialties (id) CHECK (length(specialty_id) = 16),
    site_id BLOB REFERENCES sites (id) CHECK (length(site_id) = 16),
    earliest TEXT NOT NULL CHECK (length(earliest) = 10),
    latest TEXT CHECK (length(latest) = 10),
    minutes INTEGER NOT NULL CONSTRAINT waiting_entries_minutes_known CHECK (minutes BETWEEN 5 AND 480),
    reason TEXT NOT NULL DEFAULT '',
    made_by BLOB REFERENCES accounts (id) CHECK (length(made_by) = 16),
    made_at TEXT NOT NULL CHECK (length(made_at) = 27),
    closed_at TEXT CHECK (length(closed_at) = 27),
    outcome TEXT CONSTRAINT waiting_entries_outcome_known CHECK (outcome IN ('booked', 'withdrawn')),
    appointment_id BLOB REFERENCES appointments (id) CHECK (length(appointment_id) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT waiting_entries_closed_how CHECK ((closed_at IS NULL) = (outcome IS NULL))
) STRICT;
CREATE INDEX waiting_entries_open ON waiting_entries (made_at) WHERE closed_at IS NULL;
CREATE INDEX waiting_entries_of_patient ON waiting_entries (patient_id);

-- A doctor's calendar for their own devices, behind a secret address.
CREATE TABLE calendar_feeds (
    account_id BLOB PRIMARY KEY NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    secret_hash BLOB NOT NULL UNIQUE,
    made_at TEXT NOT NULL CHECK (length(made_at) = 27)
) STRICT;

-- When recurring work was last done, by the clock of that time: what a clock that jumped is told by.
CREATE TABLE job_marks (
    name TEXT PRIMARY KEY NOT NULL,
    done_at TEXT NOT NULL CHECK (length(done_at) = 27)
) STRICT;
