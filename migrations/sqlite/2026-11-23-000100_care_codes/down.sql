DROP TABLE code_favourites;
DROP TABLE codes_by_trigram;
DROP TABLE codes;
DROP TABLE code_lists;
