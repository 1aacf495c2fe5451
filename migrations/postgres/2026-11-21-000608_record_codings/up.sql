-- The further codings of one thing, beside the one that is shown: a list of {system, code, display}.

ALTER TABLE visits ADD COLUMN other_codings jsonb;
ALTER TABLE problems ADD COLUMN other_codings jsonb;
ALTER TABLE allergies ADD COLUMN other_codings jsonb;
ALTER TABLE vaccines ADD COLUMN other_codings jsonb;
ALTER TABLE prescriptions ADD COLUMN other_codings jsonb;
ALTER TABLE observations ADD COLUMN other_codings jsonb;
ALTER TABLE procedures ADD COLUMN other_codings jsonb;
ALTER TABLE reports ADD COLUMN other_codings jsonb;
ALTER TABLE plans ADD COLUMN other_codings jsonb;
ALTER TABLE goals ADD COLUMN other_codings jsonb;
ALTER TABLE observation_parts ADD COLUMN other_codings jsonb;
ALTER TABLE plan_steps ADD COLUMN other_codings jsonb;
ALTER TABLE visits ADD COLUMN reason_other_codings jsonb;
ALTER TABLE observations ADD COLUMN value_other_codings jsonb;
ALTER TABLE observation_parts ADD COLUMN value_other_codings jsonb;
