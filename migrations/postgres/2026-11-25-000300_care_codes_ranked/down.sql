DROP INDEX codes_ranked;
