DROP TABLE plan_goals;
DROP TABLE goals;
DROP TABLE plan_steps;
DROP TABLE plans;
