-- The name that who acted had at that moment; rows of before do not know it.
ALTER TABLE audit_log ADD COLUMN called TEXT;
