DROP TABLE quiet_hours;
DROP TABLE notification_choices;
DROP TABLE notifications;
