-- Letters that lie with a visit in progress and are written when it is signed; and of a letter, the visit it was signed with.

CREATE TABLE basket_letters (
    id uuid PRIMARY KEY NOT NULL,
    visit_id uuid NOT NULL REFERENCES visits (id),
    account_id uuid NOT NULL REFERENCES accounts (id),
    content jsonb NOT NULL,
    put_at timestamptz NOT NULL
);
CREATE INDEX basket_letters_of_visit ON basket_letters (visit_id, id);

ALTER TABLE letters ADD COLUMN visit_id uuid REFERENCES visits (id);
