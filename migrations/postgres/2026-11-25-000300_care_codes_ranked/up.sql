-- Codes by how short their words are, the finest ones first: what many codes have in common is found by walking here.
CREATE INDEX codes_ranked ON codes (list, active, leaf DESC, length(text), code_key);
