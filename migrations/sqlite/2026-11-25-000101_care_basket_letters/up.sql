-- Letters that lie with a visit in progress and are written when it is signed; and of a letter, the visit it was signed with.

CREATE TABLE basket_letters (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    visit_id BLOB NOT NULL REFERENCES visits (id) CHECK (length(visit_id) = 16),
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    content TEXT NOT NULL CHECK (json_valid(content)),
    put_at TEXT NOT NULL CHECK (length(put_at) = 27)
) STRICT;
CREATE INDEX basket_letters_of_visit ON basket_letters (visit_id, id);

ALTER TABLE letters ADD COLUMN visit_id BLOB REFERENCES visits (id) CHECK (length(visit_id) = 16);
