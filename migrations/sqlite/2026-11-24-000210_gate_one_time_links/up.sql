-- Links in mails that let somebody do one thing once. What stands in the address is made from the id under a key.
CREATE TABLE one_time_links (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    purpose TEXT NOT NULL,
    email TEXT,
    made_at TEXT NOT NULL CHECK (length(made_at) = 27),
    until TEXT NOT NULL CHECK (length(until) = 27),
    used_at TEXT CHECK (length(used_at) = 27),
    CONSTRAINT one_time_links_purpose_known CHECK (purpose IN ('password', 'invitation', 'address'))
) STRICT;
CREATE INDEX one_time_links_of_account ON one_time_links (account_id, purpose) WHERE used_at IS NULL;
CREATE INDEX one_time_links_until ON one_time_links (until);

-- No reference: what is known of a message outlives the link in it.
ALTER TABLE deliveries ADD COLUMN link_id BLOB CHECK (length(link_id) = 16);
