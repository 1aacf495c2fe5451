DROP TABLE record_versions;
DROP TABLE import_sources;
