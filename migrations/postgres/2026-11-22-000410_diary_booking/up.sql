-- Booking: what an appointment says besides who and when, its history, series, the waiting list, calendar feeds;
-- and the rules of overlap, which the database itself holds.
--
-- Intervals are half open. A doctor's time is taken from booked to completed; a patient and a room are taken while
-- somebody is expected or there. An overbooked appointment (it has a reason) may lie over one other of the doctor.

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE appointment_series (
    id uuid PRIMARY KEY NOT NULL,
    every_weeks integer NOT NULL CONSTRAINT appointment_series_every_known CHECK (every_weeks BETWEEN 1 AND 52),
    made_by uuid REFERENCES accounts (id),
    made_at timestamptz NOT NULL
);

ALTER TABLE appointments
    ADD COLUMN room_id uuid REFERENCES rooms (id),
    ADD COLUMN notes text NOT NULL DEFAULT '',
    ADD COLUMN walk_in boolean NOT NULL DEFAULT false,
    ADD COLUMN overbook_reason text CONSTRAINT appointments_overbook_reason_said CHECK (overbook_reason <> ''),
    ADD COLUMN arrived_at timestamptz,
    ADD COLUMN started_at timestamptz,
    ADD COLUMN ended_at timestamptz,
    ADD COLUMN cancelled_at timestamptz,
    ADD COLUMN cancelled_by uuid REFERENCES accounts (id),
    ADD COLUMN cancel_reason text NOT NULL DEFAULT '',
    ADD COLUMN series_id uuid REFERENCES appointment_series (id),
    ADD COLUMN slip_printed_at timestamptz;
UPDATE appointments SET cancelled_at = booked_at WHERE status = 'cancelled';
UPDATE appointments SET overbook_reason = 'From before overlaps were refused' WHERE status IN ('booked', 'arrived', 'in_consultation', 'completed')
    AND EXISTS (SELECT 1 FROM appointments other WHERE other.doctor_id = appointments.doctor_id AND other.id < appointments.id
        AND other.status IN ('booked', 'arrived', 'in_consultation', 'completed')
        AND other.starts_at < appointments.ends_at AND other.ends_at > appointments.starts_at);
CREATE INDEX appointments_of_series ON appointments (series_id, starts_at);
CREATE INDEX appointments_cancelled ON appointments (cancelled_at) WHERE status = 'cancelled';

ALTER TABLE appointments
    ADD CONSTRAINT appointments_cancelled_when CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL)),
    ADD CONSTRAINT appointments_at_most_a_day CHECK (ends_at - starts_at <= interval '24 hours'),
    ADD CONSTRAINT appointments_doctor_overlap EXCLUDE USING gist (doctor_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
        WHERE (status IN ('booked', 'arrived', 'in_consultation', 'completed') AND overbook_reason IS NULL),
    ADD CONSTRAINT appointments_patient_overlap EXCLUDE USING gist (patient_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
        WHERE (status IN ('booked', 'arrived', 'in_consultation')),
    ADD CONSTRAINT appointments_room_overlap EXCLUDE USING gist (room_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
        WHERE (status IN ('booked', 'arrived', 'in_consultation') AND room_id IS NOT NULL);

-- What an exclusion cannot say: a plain booking may not lie over an overbooked one, and never three over each other.
CREATE FUNCTION appointments_keep_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status NOT IN ('booked', 'arrived', 'in_consultation', 'completed') THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.status IN ('booked', 'arrived', 'in_consultation', 'completed')
        AND NEW.doctor_id = OLD.doctor_id AND NEW.starts_at = OLD.starts_at AND NEW.ends_at = OLD.ends_at
        AND NEW.overbook_reason IS NOT DISTINCT FROM OLD.overbook_reason THEN
        RETURN NEW;
    END IF;
    IF NEW.overbook_reason IS NULL THEN
        IF EXISTS (SELECT 1 FROM appointments a
            WHERE a.doctor_id = NEW.doctor_id AND a.id <> NEW.id
              AND a.starts_at < NEW.ends_at AND a.ends_at > NEW.starts_at
              AND a.starts_at > NEW.starts_at - interval '24 hours'
              AND a.status IN ('booked', 'arrived', 'in_consultation', 'completed')) THEN
            RAISE EXCEPTION 'rule: appointments_doctor_overlap';
        END IF;
    ELSIF EXISTS (SELECT 1 FROM appointments a
            JOIN appointments b ON b.doctor_id = a.doctor_id AND b.id > a.id
              AND b.starts_at < a.ends_at AND b.ends_at > a.starts_at
              AND b.starts_at > NEW.starts_at - interval '24 hours'
              AND b.starts_at < NEW.ends_at AND b.ends_at > NEW.starts_at
            WHERE a.doctor_id = NEW.doctor_id AND a.id <> NEW.id AND b.id <> NEW.id
              AND a.starts_at < NEW.ends_at AND a.ends_at > NEW.starts_at
              AND a.starts_at > NEW.starts_at - interval '24 hours'
              AND greatest(a.starts_at, b.starts_at, NEW.starts_at) < least(a.ends_at, b.ends_at, NEW.ends_at)
              AND a.status IN ('booked', 'arrived', 'in_consultation', 'completed')
              AND b.status IN ('booked', 'arrived', 'in_consultation', 'completed')) THEN
        RAISE EXCEPTION 'rule: appointments_overbooked_twice';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER appointments_keep_apart BEFORE INSERT OR UPDATE ON appointments
    FOR EACH ROW EXECUTE FUNCTION appointments_keep_apart();

-- What happened to an appointment: the history of its times and states.
CREATE TABLE appointment_changes (
    id uuid PRIMARY KEY NOT NULL,
    appointment_id uuid NOT NULL REFERENCES appointments (id),
    at timestamptz NOT NULL,
    by_id uuid REFERENCES accounts (id),
    what text NOT NULL,
    from_status text NOT NULL,
    from_starts_at timestamptz NOT NULL,
    from_ends_at timestamptz NOT NULL,
    from_doctor_id uuid NOT NULL REFERENCES accounts (id),
    from_room_id uuid REFERENCES rooms (id),
    reason text NOT NULL DEFAULT ''
);
CREATE INDEX appointment_changes_of ON appointment_changes (appointment_id, at);

CREATE TABLE waiting_entries (
    id uuid PRIMARY KEY NOT NULL,
    patient_id uuid NOT NULL REFERENCES patients (id),
    doctor_id uuid REFERENCES accounts (id),
    specialty_id uuid REFERENCES specialties (id),
    site_id uuid REFERENCES sites (id),
    earliest date NOT NULL,
    latest date,
    minutes integer NOT NULL CONSTRAINT waiting_entries_minutes_known CHECK (minutes BETWEEN 5 AND 480),
    reason text NOT NULL DEFAULT '',
    made_by uuid REFERENCES accounts (id),
    made_at timestamptz NOT NULL,
    closed_at timestamptz,
    outcome text CONSTRAINT waiting_entries_outcome_known CHECK (outcome IN ('booked', 'withdrawn')),
    appointment_id uuid REFERENCES appointments (id),
    version bigint NOT NULL DEFAULT 1,
    CONSTRAINT waiting_entries_closed_how CHECK ((closed_at IS NULL) = (outcome IS NULL))
);
CREATE INDEX waiting_entries_open ON waiting_entries (made_at) WHERE closed_at IS NULL;
CREATE INDEX waiting_entries_of_patient ON waiting_entries (patient_id);

-- A doctor's calendar for their own devices, behind a secret address.
CREATE TABLE calendar_feeds (
    account_id uuid PRIMARY KEY NOT NULL REFERENCES accounts (id),
    secret_hash bytea NOT NULL UNIQUE,
    made_at timestamptz NOT NULL
);

-- When recurring work was last done, by the clock of that time: what a clock that jumped is told by.
CREATE TABLE job_marks (
    name text PRIMARY KEY NOT NULL,
    done_at timestamptz NOT NULL
);
