-- Times that appointments were moved away from, by where and when they were: what came free is offered to those who wait.
CREATE INDEX appointment_changes_moved ON appointment_changes (from_site_id, from_starts_at) WHERE what = 'moved';
