-- What two employees say to each other. There is one conversation for two, whoever began it.
CREATE TABLE conversations (
    id uuid PRIMARY KEY NOT NULL,
    address text NOT NULL,
    first_id uuid NOT NULL REFERENCES accounts (id),
    second_id uuid NOT NULL REFERENCES accounts (id),
    last_number bigint NOT NULL DEFAULT 0,
    last_at timestamptz NOT NULL,
    CONSTRAINT conversations_address_key UNIQUE (address),
    CONSTRAINT conversations_pair_key UNIQUE (first_id, second_id),
    CONSTRAINT conversations_pair_in_order CHECK (first_id < second_id)
);

-- Up to where each of the two has been reached.
CREATE TABLE conversation_members (
    conversation_id uuid NOT NULL REFERENCES conversations (id),
    account_id uuid NOT NULL REFERENCES accounts (id),
    delivered_number bigint NOT NULL DEFAULT 0,
    read_number bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, conversation_id),
    CONSTRAINT conversation_members_read_is_delivered CHECK (read_number <= delivered_number)
);
CREATE INDEX conversation_members_of ON conversation_members (conversation_id);

-- Numbered from 1 in each conversation, without gaps.
CREATE TABLE messages (
    conversation_id uuid NOT NULL REFERENCES conversations (id),
    number bigint NOT NULL,
    sender_id uuid NOT NULL REFERENCES accounts (id),
    sent_at timestamptz NOT NULL,
    body text NOT NULL,
    folded text NOT NULL,
    PRIMARY KEY (conversation_id, number),
    CONSTRAINT messages_number_from_one CHECK (number >= 1)
);

-- What hangs on a message; the content lies on disk under the id.
CREATE TABLE message_files (
    id uuid PRIMARY KEY NOT NULL,
    conversation_id uuid NOT NULL,
    number bigint NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    size bigint NOT NULL,
    FOREIGN KEY (conversation_id, number) REFERENCES messages (conversation_id, number),
    CONSTRAINT message_files_kind_known CHECK (kind IN ('png', 'jpeg', 'webp', 'pdf'))
);
CREATE INDEX message_files_of ON message_files (conversation_id, number);
