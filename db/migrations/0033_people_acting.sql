-- Rows that an act may have changed, and of which no outcome is written yet: stated with the intent, before the first change, and
-- dropped with the outcome. Until then an observation leaves them as the index has them, since what it sees may be our own doing.
CREATE TABLE people.acting (
  act_id uuid PRIMARY KEY,
  system text COLLATE "C" NOT NULL,
  tables text[] NOT NULL,
  keys   text[] NOT NULL
);
COMMENT ON TABLE people.acting IS 'local to the coordinator';

-- Rows of which the last sighting was set aside, because it was made before an act on them or during one: looked at again, by
-- whichever observation comes next once the act is settled. Until then what the index says of them may be old.
CREATE TABLE people.look_again (
  system text COLLATE "C" NOT NULL,
  tbl    text COLLATE "C" NOT NULL,
  key    text COLLATE "C" NOT NULL,
  PRIMARY KEY (key, tbl, system)
);
COMMENT ON TABLE people.look_again IS 'distributed by hash of (system, tbl, key)';
