DELETE FROM notification_choices WHERE channel = 'text';
ALTER TABLE notification_choices DROP CONSTRAINT notification_choices_channel_known;
ALTER TABLE notification_choices ADD CONSTRAINT notification_choices_channel_known CHECK (channel IN ('bell', 'mail'));
DROP TABLE account_phones;
