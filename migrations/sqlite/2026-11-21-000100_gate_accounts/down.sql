DROP TABLE sign_in_tallies;
DROP TABLE sessions;
DROP TABLE recovery_codes;
DROP TABLE account_sites;
DROP TABLE accounts;
DROP TABLE sites;
DROP TABLE hospital;
