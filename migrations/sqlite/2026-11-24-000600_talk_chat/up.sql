-- What two employees say to each other. There is one conversation for two, whoever began it.
CREATE TABLE conversations (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    address TEXT NOT NULL,
    first_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(first_id) = 16),
    second_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(second_id) = 16),
    last_number INTEGER NOT NULL DEFAULT 0,
    last_at TEXT NOT NULL CHECK (length(last_at) = 27),
    CONSTRAINT conversations_address_key UNIQUE (address),
    CONSTRAINT conversations_pair_key UNIQUE (first_id, second_id),
    CONSTRAINT conversations_pair_in_order CHECK (first_id < second_id)
) STRICT;

-- Up to where each of the two has been reached.
CREATE TABLE conversation_members (
    conversation_id BLOB NOT NULL REFERENCES conversations (id) CHECK (length(conversation_id) = 16),
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    delivered_number INTEGER NOT NULL DEFAULT 0,
    read_number INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, conversation_id),
    CONSTRAINT conversation_members_read_is_delivered CHECK (read_number <= delivered_number)
) STRICT;
CREATE INDEX conversation_members_of ON conversation_members (conversation_id);

-- Numbered from 1 in each conversation, without gaps.
CREATE TABLE messages (
    conversation_id BLOB NOT NULL REFERENCES conversations (id) CHECK (length(conversation_id) = 16),
    number INTEGER NOT NULL,
    sender_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(sender_id) = 16),
    sent_at TEXT NOT NULL CHECK (length(sent_at) = 27),
    body TEXT NOT NULL,
    folded TEXT NOT NULL,
    PRIMARY KEY (conversation_id, number),
    CONSTRAINT messages_number_from_one CHECK (number >= 1)
) STRICT;

-- What hangs on a message; the content lies on disk under the id.
CREATE TABLE message_files (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    conversation_id BLOB NOT NULL CHECK (length(conversation_id) = 16),
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    size INTEGER NOT NULL,
    FOREIGN KEY (conversation_id, number) REFERENCES messages (conversation_id, number),
    CONSTRAINT message_files_kind_known CHECK (kind IN ('png', 'jpeg', 'webp', 'pdf'))
) STRICT;
CREATE INDEX message_files_of ON message_files (conversation_id, number);
