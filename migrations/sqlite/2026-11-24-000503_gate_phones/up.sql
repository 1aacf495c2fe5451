-- Where somebody who signs in gets text messages: only once they have shown that they read them there.
CREATE TABLE account_phones (
    account_id BLOB PRIMARY KEY NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    number TEXT,
    asked TEXT,
    proof_id BLOB CHECK (length(proof_id) = 16),
    until TEXT CHECK (length(until) = 27),
    tries INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT account_phones_proof_whole CHECK ((asked IS NULL) = (proof_id IS NULL) AND (asked IS NULL) = (until IS NULL))
) STRICT;

-- The database has no other way to change what a column may hold.
CREATE TABLE notification_choices_next (
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    kind_group TEXT NOT NULL,
    channel TEXT NOT NULL,
    wanted INTEGER NOT NULL CHECK (wanted IN (0, 1)),
    PRIMARY KEY (account_id, kind_group, channel),
    CONSTRAINT notification_choices_channel_known CHECK (channel IN ('bell', 'mail', 'text'))
) STRICT;
INSERT INTO notification_choices_next SELECT account_id, kind_group, channel, wanted FROM notification_choices;
DROP TABLE notification_choices;
ALTER TABLE notification_choices_next RENAME TO notification_choices;
