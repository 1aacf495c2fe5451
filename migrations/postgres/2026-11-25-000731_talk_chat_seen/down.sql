ALTER TABLE conversation_members DROP COLUMN seen_at;
