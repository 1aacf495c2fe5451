DELETE FROM drafts WHERE form <> '/kept';
DELETE FROM drafts d USING drafts later
    WHERE later.account_id = d.account_id AND (later.saved_at, later.id) > (d.saved_at, d.id);
UPDATE drafts SET form = 'posted';
DROP INDEX drafts_by_form;
DROP INDEX drafts_by_time;
ALTER TABLE drafts DROP CONSTRAINT drafts_pkey;
ALTER TABLE drafts DROP COLUMN id;
ALTER TABLE drafts ADD PRIMARY KEY (account_id, form);
