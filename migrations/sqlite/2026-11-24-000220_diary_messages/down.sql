DROP TABLE site_messages;
DROP TABLE message_consents;
