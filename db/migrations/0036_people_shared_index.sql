-- Who else has a row is asked of every row that is about to go; few are shared, and only these are looked through.
CREATE INDEX location_shared ON people.location (key, tbl, system) WHERE shared;
