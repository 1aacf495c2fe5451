-- What is asked for and not yet given: few among all appointments, counted on the page that reception begins with.
CREATE INDEX appointments_requested ON appointments (starts_at) WHERE status = 'requested';
