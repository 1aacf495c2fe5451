-- Which version of it has rung with whom it addresses. What had begun when it was written has; what begins later has not.
ALTER TABLE notices ADD COLUMN rung_version bigint;
UPDATE notices SET rung_version = version WHERE from_day <= (coalesce(changed_at, made_at) AT TIME ZONE 'UTC')::date;
