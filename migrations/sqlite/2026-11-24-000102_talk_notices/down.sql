DROP TABLE notice_receipts;
DROP TABLE notice_sites;
DROP TABLE notices;
