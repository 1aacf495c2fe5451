-- A record goes into one other at a time, however many people merge it at the same moment.
CREATE UNIQUE INDEX patient_merges_absorbed_id_key ON patient_merges (absorbed_id) WHERE undone_at IS NULL;
