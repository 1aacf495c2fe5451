-- Where somebody who signs in gets text messages: only once they have shown that they read them there.
CREATE TABLE account_phones (
    account_id uuid PRIMARY KEY NOT NULL REFERENCES accounts (id),
    number text,
    asked text,
    proof_id uuid,
    until timestamptz,
    tries integer NOT NULL DEFAULT 0,
    CONSTRAINT account_phones_proof_whole CHECK ((asked IS NULL) = (proof_id IS NULL) AND (asked IS NULL) = (until IS NULL))
);

ALTER TABLE notification_choices DROP CONSTRAINT notification_choices_channel_known;
ALTER TABLE notification_choices ADD CONSTRAINT notification_choices_channel_known CHECK (channel IN ('bell', 'mail', 'text'));
