ALTER TABLE drafts ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE drafts ALTER COLUMN id DROP DEFAULT;
ALTER TABLE drafts DROP CONSTRAINT drafts_pkey;
ALTER TABLE drafts ADD PRIMARY KEY (account_id, id);
UPDATE drafts SET form = '/kept';
CREATE INDEX drafts_by_form ON drafts (account_id, form, saved_at);
CREATE INDEX drafts_by_time ON drafts (saved_at);
