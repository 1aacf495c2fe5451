-- When and where doctors see patients: rooms, weekly hours, extra hours, leave, public holidays.
-- Minutes count from midnight on the clock of the site.

CREATE TABLE rooms (
    id uuid PRIMARY KEY NOT NULL,
    site_id uuid NOT NULL REFERENCES sites (id),
    name text NOT NULL,
    active boolean NOT NULL DEFAULT true,
    version bigint NOT NULL DEFAULT 1,
    CONSTRAINT rooms_site_id_name_key UNIQUE (site_id, name)
);

CREATE TABLE working_hours (
    id uuid PRIMARY KEY NOT NULL,
    doctor_id uuid NOT NULL REFERENCES accounts (id),
    site_id uuid NOT NULL REFERENCES sites (id),
    room_id uuid REFERENCES rooms (id),
    weekday integer NOT NULL CONSTRAINT working_hours_weekday_known CHECK (weekday BETWEEN 1 AND 7),
    starts_minute integer NOT NULL CONSTRAINT working_hours_starts_within_day CHECK (starts_minute BETWEEN 0 AND 1439),
    ends_minute integer NOT NULL CONSTRAINT working_hours_ends_within_day CHECK (ends_minute BETWEEN 1 AND 1440),
    slot_minutes integer NOT NULL CONSTRAINT working_hours_slot_known CHECK (slot_minutes BETWEEN 5 AND 120),
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT working_hours_end_after_start CHECK (ends_minute > starts_minute)
);
CREATE INDEX working_hours_of_doctor ON working_hours (doctor_id, weekday);
CREATE INDEX working_hours_at_site ON working_hours (site_id, weekday);

CREATE TABLE extra_hours (
    id uuid PRIMARY KEY NOT NULL,
    doctor_id uuid NOT NULL REFERENCES accounts (id),
    site_id uuid NOT NULL REFERENCES sites (id),
    room_id uuid REFERENCES rooms (id),
    day date NOT NULL,
    starts_minute integer NOT NULL CONSTRAINT extra_hours_starts_within_day CHECK (starts_minute BETWEEN 0 AND 1439),
    ends_minute integer NOT NULL CONSTRAINT extra_hours_ends_within_day CHECK (ends_minute BETWEEN 1 AND 1440),
    slot_minutes integer NOT NULL CONSTRAINT extra_hours_slot_known CHECK (slot_minutes BETWEEN 5 AND 120),
    CONSTRAINT extra_hours_end_after_start CHECK (ends_minute > starts_minute)
);
CREATE INDEX extra_hours_of_doctor ON extra_hours (doctor_id, day);
CREATE INDEX extra_hours_at_site ON extra_hours (site_id, day);

CREATE TABLE leaves (
    id uuid PRIMARY KEY NOT NULL,
    doctor_id uuid NOT NULL REFERENCES accounts (id),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    note text NOT NULL DEFAULT '',
    cover_id uuid REFERENCES accounts (id),
    made_by uuid REFERENCES accounts (id),
    made_at timestamptz NOT NULL,
    CONSTRAINT leaves_end_after_start CHECK (ends_at > starts_at)
);
CREATE INDEX leaves_of_doctor ON leaves (doctor_id, ends_at);

CREATE TABLE holidays (
    id uuid PRIMARY KEY NOT NULL,
    day date NOT NULL,
    name text NOT NULL,
    site_id uuid REFERENCES sites (id)
);
CREATE INDEX holidays_by_day ON holidays (day);
