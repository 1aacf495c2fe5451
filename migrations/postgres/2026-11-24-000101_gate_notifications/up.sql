-- What somebody is told in the house: ids and times only; the words are made when they are read.
CREATE TABLE notifications (
    id uuid PRIMARY KEY NOT NULL,
    account_id uuid NOT NULL REFERENCES accounts (id),
    kind text NOT NULL,
    kind_group text NOT NULL,
    subject_id uuid NOT NULL,
    by_id uuid REFERENCES accounts (id),
    facts jsonb NOT NULL,
    at timestamptz NOT NULL,
    read_at timestamptz
);
CREATE INDEX notifications_of ON notifications (account_id, id);
CREATE INDEX notifications_of_group ON notifications (account_id, kind_group, id);
CREATE INDEX notifications_unread ON notifications (account_id, id) WHERE read_at IS NULL;
CREATE INDEX notifications_about ON notifications (subject_id, kind);
CREATE INDEX notifications_read ON notifications (read_at) WHERE read_at IS NOT NULL;

-- What somebody wants to be told of, and by what; without a row it is as the program has it.
CREATE TABLE notification_choices (
    account_id uuid NOT NULL REFERENCES accounts (id),
    kind_group text NOT NULL,
    channel text NOT NULL,
    wanted boolean NOT NULL,
    PRIMARY KEY (account_id, kind_group, channel),
    CONSTRAINT notification_choices_channel_known CHECK (channel IN ('bell', 'mail'))
);

-- From when to when somebody wants to be left alone, in minutes from midnight on the clock of the hospital.
CREATE TABLE quiet_hours (
    account_id uuid PRIMARY KEY NOT NULL REFERENCES accounts (id),
    from_minute integer NOT NULL,
    to_minute integer NOT NULL,
    CONSTRAINT quiet_hours_of_a_day CHECK (from_minute BETWEEN 0 AND 1439 AND to_minute BETWEEN 0 AND 1439 AND from_minute <> to_minute)
);
