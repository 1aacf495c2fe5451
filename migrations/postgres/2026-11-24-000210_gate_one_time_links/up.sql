-- Links in mails that let somebody do one thing once. What stands in the address is made from the id under a key.
CREATE TABLE one_time_links (
    id uuid PRIMARY KEY NOT NULL,
    account_id uuid NOT NULL REFERENCES accounts (id),
    purpose text NOT NULL,
    email text,
    made_at timestamptz NOT NULL,
    until timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT one_time_links_purpose_known CHECK (purpose IN ('password', 'invitation', 'address'))
);
CREATE INDEX one_time_links_of_account ON one_time_links (account_id, purpose) WHERE used_at IS NULL;
CREATE INDEX one_time_links_until ON one_time_links (until);

-- No reference: what is known of a message outlives the link in it.
ALTER TABLE deliveries ADD COLUMN link_id uuid;
