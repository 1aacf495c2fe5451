-- Codes by how short their words are, the finest ones first: what many codes have in common is found by walking here,
-- which reads nothing but the index.
CREATE INDEX codes_ranked ON codes (list, active, leaf DESC, length(text), code_key, search_key);
