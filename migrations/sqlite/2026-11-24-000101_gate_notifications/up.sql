-- What somebody is told in the house: ids and times only; the words are made when they are read.
CREATE TABLE notifications (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    kind TEXT NOT NULL,
    kind_group TEXT NOT NULL,
    subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
    by_id BLOB REFERENCES accounts (id) CHECK (length(by_id) = 16),
    facts TEXT NOT NULL CHECK (json_valid(facts)),
    at TEXT NOT NULL CHECK (length(at) = 27),
    read_at TEXT CHECK (length(read_at) = 27)
) STRICT;
CREATE INDEX notifications_of ON notifications (account_id, id);
CREATE INDEX notifications_of_group ON notifications (account_id, kind_group, id);
CREATE INDEX notifications_unread ON notifications (account_id, id) WHERE read_at IS NULL;
CREATE INDEX notifications_about ON notifications (subject_id, kind);
CREATE INDEX notifications_read ON notifications (read_at) WHERE read_at IS NOT NULL;

-- What somebody wants to be told of, and by what; without a row it is as the program has it.
CREATE TABLE notification_choices (
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    kind_group TEXT NOT NULL,
    channel TEXT NOT NULL,
    wanted INTEGER NOT NULL CHECK (wanted IN (0, 1)),
    PRIMARY KEY (account_id, kind_group, channel),
    CONSTRAINT notification_choices_channel_known CHECK (channel IN ('bell', 'mail'))
) STRICT;

-- From when to when somebody wants to be left alone, in minutes from midnight on the clock of the hospital.
CREATE TABLE quiet_hours (
    account_id BLOB PRIMARY KEY NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    from_minute INTEGER NOT NULL,
    to_minute INTEGER NOT NULL,
    CONSTRAINT quiet_hours_of_a_day CHECK (from_minute BETWEEN 0 AND 1439 AND to_minute BETWEEN 0 AND 1439 AND from_minute <> to_minute)
) STRICT;
