DROP TABLE interaction_sides;
DROP TABLE interactions;
DROP TABLE interaction_lists;
