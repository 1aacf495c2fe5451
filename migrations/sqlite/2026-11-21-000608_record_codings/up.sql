-- The further codings of one thing, beside the one that is shown: a list of {system, code, display}.

ALTER TABLE visits ADD COLUMN other_codings TEXT CHECK (json_valid(other_codings));
ALTER TABLE problems ADD COLUMN other_codings TEXT CHECK (json_valid(other_codings));
ALTER TABLE allergies ADD COLUMN other_codings TEXT CHECK (json_valid(other_codings));
ALTER TABLE vaccines ADD COLUMN other_codings TEXT CHECK (json_valid(other_codings));
ALTER TABLE prescriptions ADD COLUMN other_codings TEXT CHECK (json_valid(other_codings));
ALTER TABLE observations ADD COLUMN other_codings TEXT CHECK (json_valid(other_codings));
ALTER TABLE procedures ADD COLUMN other_codings TEXT CHECK (json_valid(other_codings));
ALTER TABLE reports ADD COLUMN other_codings TEXT CHECK (json_valid(other_codings));
ALTER TABLE plans ADD COLUMN other_codings TEXT CHECK (json_valid(other_codings));
ALTER TABLE goals ADD COLUMN other_codings TEXT CHECK (json_valid(other_codings));
ALTER TABLE observation_parts ADD COLUMN other_codings TEXT CHECK (json_valid(other_codings));
ALTER TABLE plan_steps ADD COLUMN other_codings TEXT CHECK (json_valid(other_codings));
ALTER TABLE visits ADD COLUMN reason_other_codings TEXT CHECK (json_valid(reason_other_codings));
ALTER TABLE observations ADD COLUMN value_other_codings TEXT CHECK (json_valid(value_other_codings));
ALTER TABLE observation_parts ADD COLUMN value_other_codings TEXT CHECK (json_valid(value_other_codings));
