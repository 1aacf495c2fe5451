-- When somebody last had a conversation before them: whoever has just been there is sent nothing about it.
ALTER TABLE conversation_members ADD COLUMN seen_at TEXT CHECK (length(seen_at) = 27);
