DROP TABLE code_favourites;
DROP TABLE codes;
DROP TABLE code_lists;
