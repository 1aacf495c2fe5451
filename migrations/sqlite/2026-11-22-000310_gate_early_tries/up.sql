-- Whether a try that came too early is on file since the last failure.
ALTER TABLE sign_in_tallies ADD COLUMN too_early INTEGER NOT NULL DEFAULT 0 CHECK (too_early IN (0, 1));
