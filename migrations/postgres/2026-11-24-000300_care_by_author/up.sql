-- What somebody wrote, newest first.
CREATE INDEX notes_by_recorder ON notes (recorded_by, at, id);
CREATE INDEX notes_by_signer ON notes (signed_by, at, id);
CREATE INDEX letters_by_author ON letters (written_by, written_at, id);
CREATE INDEX prescriptions_by_recorder ON prescriptions (recorded_by, at, id);
CREATE INDEX visits_by_recorder ON visits (recorded_by, at, id) WHERE class = 'EMER';
