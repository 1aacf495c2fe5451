DROP INDEX visits_by_recorder;
DROP INDEX prescriptions_by_recorder;
DROP INDEX letters_by_author;
DROP INDEX notes_by_signer;
DROP INDEX notes_by_recorder;
