-- Lists of codes that were loaded from outside, and which of them a person keeps at hand.

CREATE TABLE code_lists (
    name text PRIMARY KEY NOT NULL,
    system text NOT NULL,
    edition text NOT NULL,
    file_name text NOT NULL,
    digest text NOT NULL,
    codes bigint NOT NULL,
    loaded_at timestamptz NOT NULL
);

CREATE TABLE codes (
    id uuid PRIMARY KEY NOT NULL,
    serial bigint NOT NULL UNIQUE,
    list text NOT NULL,
    system text NOT NULL,
    code text NOT NULL,
    code_key text COLLATE "C" NOT NULL,
    text text NOT NULL,
    search_key text NOT NULL,
    leaf boolean NOT NULL,
    active boolean NOT NULL,
    CONSTRAINT codes_list_system_code_key_key UNIQUE (list, system, code_key)
);
CREATE INDEX codes_by_key ON codes (list, code_key);
CREATE INDEX codes_by_trigram ON codes USING gin (search_key gin_trgm_ops);

CREATE TABLE code_favourites (
    account_id uuid NOT NULL REFERENCES accounts (id),
    code_id uuid NOT NULL REFERENCES codes (id),
    kept_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, code_id)
);
