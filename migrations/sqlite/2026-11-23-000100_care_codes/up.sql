-- Lists of codes that were loaded from outside, and which of them a person keeps at hand.

CREATE TABLE code_lists (
    name TEXT PRIMARY KEY NOT NULL,
    system TEXT NOT NULL,
    edition TEXT NOT NULL,
    file_name TEXT NOT NULL,
    digest TEXT NOT NULL,
    codes INTEGER NOT NULL,
    loaded_at TEXT NOT NULL CHECK (length(loaded_at) = 27)
) STRICT;

CREATE TABLE codes (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    serial INTEGER NOT NULL UNIQUE,
    list TEXT NOT NULL,
    system TEXT NOT NULL,
    code TEXT NOT NULL,
    code_key TEXT NOT NULL,
    text TEXT NOT NULL,
    search_key TEXT NOT NULL,
    leaf INTEGER NOT NULL CHECK (leaf IN (0, 1)),
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    CONSTRAINT codes_list_system_code_key_key UNIQUE (list, system, code_key)
) STRICT;
CREATE INDEX codes_by_key ON codes (list, code_key);
-- Every three characters of the search key, kept by the triggers below; the key itself stays in codes.
CREATE VIRTUAL TABLE codes_by_trigram USING fts5 (
    search_key, content = 'codes', content_rowid = 'serial', tokenize = 'trigram case_sensitive 1', detail = none, columnsize = 0
);
CREATE TRIGGER codes_trigrams_added AFTER INSERT ON codes BEGIN
    INSERT INTO codes_by_trigram (rowid, search_key) VALUES (new.serial, new.search_key);
END;
CREATE TRIGGER codes_trigrams_removed AFTER DELETE ON codes BEGIN
    INSERT INTO codes_by_trigram (codes_by_trigram, rowid, search_key) VALUES ('delete', old.serial, old.search_key);
END;
CREATE TRIGGER codes_trigrams_changed AFTER UPDATE OF search_key ON codes WHEN old.search_key <> new.search_key BEGIN
    INSERT INTO codes_by_trigram (codes_by_trigram, rowid, search_key) VALUES ('delete', old.serial, old.search_key);
    INSERT INTO codes_by_trigram (rowid, search_key) VALUES (new.serial, new.search_key);
END;

CREATE TABLE code_favourites (
    account_id BLOB NOT NULL REFERENCES accounts (id) CHECK (length(account_id) = 16),
    code_id BLOB NOT NULL REFERENCES codes (id) CHECK (length(code_id) = 16),
    kept_at TEXT NOT NULL CHECK (length(kept_at) = 27),
    PRIMARY KEY (account_id, code_id)
) STRICT;
