# Instants as people say them.
when-today = Today { $time }
when-yesterday = Yesterday { $time }
