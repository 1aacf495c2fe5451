ALTER TABLE sign_in_tallies DROP COLUMN too_early;
