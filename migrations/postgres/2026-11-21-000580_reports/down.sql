DROP TABLE report_results;
DROP TABLE reports;
