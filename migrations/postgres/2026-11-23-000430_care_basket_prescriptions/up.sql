-- Prescriptions that lie with a visit in progress and are signed with it.

CREATE TABLE basket_prescriptions (
    id uuid PRIMARY KEY NOT NULL,
    visit_id uuid NOT NULL REFERENCES visits (id),
    account_id uuid NOT NULL REFERENCES accounts (id),
    fields jsonb NOT NULL,
    seen text NOT NULL,
    overridden text,
    put_at timestamptz NOT NULL
);
CREATE INDEX basket_prescriptions_of_visit ON basket_prescriptions (visit_id, id);
