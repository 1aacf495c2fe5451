ALTER TABLE deliveries DROP COLUMN link_id;
DROP TABLE one_time_links;
