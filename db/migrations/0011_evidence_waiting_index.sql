-- How old the oldest waiting entry is, is asked together with how many wait: all of them are read anyway.
DROP INDEX evidence.waiting_at;
