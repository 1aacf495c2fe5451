CREATE TABLE notification_choices_before (
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    kind_group TEXT NOT NULL,
    channel TEXT NOT NULL,
    wanted INTEGER NOT NULL CHECK (wanted IN (0, 1)),
    PRIMARY KEY (account_id, kind_group, channel),
    CONSTRAINT notification_choices_channel_known CHECK (channel IN ('bell', 'mail'))
) STRICT;
INSERT INTO notification_choices_before SELECT account_id, kind_group, channel, wanted FROM notification_choices WHERE channel <> 'text';
DROP TABLE notification_choices;
ALTER TABLE notification_choices_before RENAME TO notification_choices;
DROP TABLE account_phones;
