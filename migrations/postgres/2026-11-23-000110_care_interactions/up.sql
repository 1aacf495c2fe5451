-- Pairs of medicines that harm each other, from lists that were loaded.

CREATE TABLE interaction_lists (
    name text PRIMARY KEY NOT NULL,
    file_name text NOT NULL,
    digest text NOT NULL,
    pairs bigint NOT NULL,
    loaded_at timestamptz NOT NULL
);

CREATE TABLE interactions (
    id uuid PRIMARY KEY NOT NULL,
    list text NOT NULL REFERENCES interaction_lists (name),
    a text NOT NULL,
    b text NOT NULL,
    severity text NOT NULL CONSTRAINT interactions_severity_known CHECK (severity IN ('severe', 'moderate', 'minor')),
    effect text NOT NULL,
    advice text NOT NULL,
    source text NOT NULL
);
CREATE INDEX interactions_of_list ON interactions (list);

CREATE TABLE interaction_sides (
    interaction_id uuid NOT NULL REFERENCES interactions (id),
    side text NOT NULL CONSTRAINT interaction_sides_side_known CHECK (side IN ('a', 'b')),
    key text NOT NULL,
    PRIMARY KEY (interaction_id, side, key)
);
CREATE INDEX interaction_sides_by_key ON interaction_sides (key, interaction_id, side);
