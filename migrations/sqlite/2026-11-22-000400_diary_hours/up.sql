-- When and where doctors see patients: rooms, weekly hours, extra hours, leave, public holidays.
-- Minutes count from midnight on the clock of the site.

CREATE TABLE rooms (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    site_id BLOB NOT NULL REFERENCES sites (id) CHECK (length(site_id) = 16),
    name TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT rooms_site_id_name_key UNIQUE (site_id, name)
) STRICT;

CREATE TABLE working_hours (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    doctor_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(doctor_id) = 16),
    site_id BLOB NOT NULL REFERENCES sites (id) CHECK (length(site_id) = 16),
    room_id BLOB REFERENCES rooms (id) CHECK (length(room_id) = 16),
    weekday INTEGER NOT NULL CONSTRAINT working_hours_weekday_known CHECK (weekday BETWEEN 1 AND 7),
    starts_minute INTEGER NOT NULL CONSTRAINT working_hours_starts_within_day CHECK (starts_minute BETWEEN 0 AND 1439),
    ends_minute INTEGER NOT NULL CONSTRAINT working_hours_ends_within_day CHECK (ends_minute BETWEEN 1 AND 1440),
    slot_minutes INTEGER NOT NULL CONSTRAINT working_hours_slot_known CHECK (slot_minutes BETWEEN 5 AND 120),
    valid_from TEXT NOT NULL CHECK (length(valid_from) = 10),
    valid_to TEXT CHECK (length(valid_to) = 10),
    CONSTRAINT working_hours_end_after_start CHECK (ends_minute > starts_minute)
) STRICT;
CREATE INDEX working_hours_of_doctor ON working_hours (doctor_id, weekday);
CREATE INDEX working_hours_at_site ON working_hours (site_id, weekday);

CREATE TABLE extra_hours (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    doctor_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(doctor_id) = 16),
    site_id BLOB NOT NULL REFERENCES sites (id) CHECK (length(site_id) = 16),
    room_id BLOB REFERENCES rooms (id) CHECK (length(room_id) = 16),
    day TEXT NOT NULL CHECK (length(day) = 10),
    starts_minute INTEGER NOT NULL CONSTRAINT extra_hours_starts_within_day CHECK (starts_minute BETWEEN 0 AND 1439),
    ends_minute INTEGER NOT NULL CONSTRAINT extra_hours_ends_within_day CHECK (ends_minute BETWEEN 1 AND 1440),
    slot_minutes INTEGER NOT NULL CONSTRAINT extra_hours_slot_known CHECK (slot_minutes BETWEEN 5 AND 120),
    CONSTRAINT extra_hours_end_after_start CHECK (ends_minute > starts_minute)
) STRICT;
CREATE INDEX extra_hours_of_doctor ON extra_hours (doctor_id, day);
CREATE INDEX extra_hours_at_site ON extra_hours (site_id, day);

CREATE TABLE leaves (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    doctor_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(doctor_id) = 16),
    starts_at TEXT NOT NULL CHECK (length(starts_at) = 27),
    ends_at TEXT NOT NULL CHECK (length(ends_at) = 27),
    note TEXT NOT NULL DEFAULT '',
    cover_id BLOB REFERENCES accounts (id) CHECK (length(cover_id) = 16),
    made_by BLOB REFERENCES accounts (id) CHECK (length(made_by) = 16),
    made_at TEXT NOT NULL CHECK (length(made_at) = 27),
    CONSTRAINT leaves_end_after_start CHECK (ends_at > starts_at)
) STRICT;
CREATE INDEX leaves_of_doctor ON leaves (doctor_id, ends_at);

CREATE TABLE holidays (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    day TEXT NOT NULL CHECK (length(day) = 10),
    name TEXT NOT NULL,
    site_id BLOB REFERENCES sites (id) CHECK (length(site_id) = 16)
) STRICT;
CREATE INDEX holidays_by_day ON holidays (day);
