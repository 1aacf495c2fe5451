DELETE FROM deliveries WHERE channel = 'call';
ALTER TABLE deliveries DROP CONSTRAINT deliveries_channel_known;
ALTER TABLE deliveries ADD CONSTRAINT deliveries_channel_known CHECK (channel IN ('mail', 'text'));
