-- What is still open: nearly everything of the past is closed, so the end of a day finds the rest at once.
CREATE INDEX appointments_open ON appointments (starts_at) WHERE status IN ('booked', 'arrived', 'in_consultation');
