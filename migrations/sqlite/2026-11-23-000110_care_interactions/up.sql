-- Pairs of medicines that harm each other, from lists that were loaded.

CREATE TABLE interaction_lists (
    name TEXT PRIMARY KEY NOT NULL,
    file_name TEXT NOT NULL,
    digest TEXT NOT NULL,
    pairs INTEGER NOT NULL,
    loaded_at TEXT NOT NULL CHECK (length(loaded_at) = 27)
) STRICT;

CREATE TABLE interactions (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    list TEXT NOT NULL REFERENCES interaction_lists (name),
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    severity TEXT NOT NULL CONSTRAINT interactions_severity_known CHECK (severity IN ('severe', 'moderate', 'minor')),
    effect TEXT NOT NULL,
    advice TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;
CREATE INDEX interactions_of_list ON interactions (list);

CREATE TABLE interaction_sides (
    interaction_id BLOB NOT NULL REFERENCES interactions (id) CHECK (length(interaction_id) = 16),
    side TEXT NOT NULL CONSTRAINT interaction_sides_side_known CHECK (side IN ('a', 'b')),
    key TEXT NOT NULL,
    PRIMARY KEY (interaction_id, side, key)
) STRICT;
CREATE INDEX interaction_sides_by_key ON interaction_sides (key, interaction_id, side);
