DROP TABLE drafts;
DROP TABLE submissions;
