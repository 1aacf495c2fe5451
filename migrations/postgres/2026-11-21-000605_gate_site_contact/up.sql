-- Where a site is and how it is called.
ALTER TABLE sites ADD COLUMN address text NOT NULL DEFAULT '';
ALTER TABLE sites ADD COLUMN phone text NOT NULL DEFAULT '';
