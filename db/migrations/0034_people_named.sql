-- What a row says of somebody else (a referee in a document) is a location of that person's: its key is the row's, the field and a
-- keyed hash of who is named, joined by GS (group separator). Few rows, and none at all in most installations: found by this index.
CREATE INDEX location_named ON people.location (split_part(key, E'\x1d', 1), tbl, system) WHERE strpos(key, E'\x1d') > 0;

-- Rows that we emptied and that rows of unmapped tables still refer to: they wait for that, and are looked at anew in each pass.
-- `stays`: made anonymous, not emptied; it is of nobody and is not to go.
ALTER TABLE people.emptied ADD COLUMN pinned boolean NOT NULL DEFAULT false, ADD COLUMN stays boolean NOT NULL DEFAULT false;
