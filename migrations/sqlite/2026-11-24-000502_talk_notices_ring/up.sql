-- Which version of it has rung with whom it addresses. What had begun when it was written has; what begins later has not.
ALTER TABLE notices ADD COLUMN rung_version INTEGER;
UPDATE notices SET rung_version = version WHERE from_day <= substr(coalesce(changed_at, made_at), 1, 10);
