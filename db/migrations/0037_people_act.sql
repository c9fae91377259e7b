-- Which rows each act was on, by its number: one row for a batch, not one for each of its rows. Asked by observations only, for the
-- few acts that came after they began.
CREATE TABLE people.act (
  act_no bigint NOT NULL,
  system text COLLATE "C" NOT NULL,
  tables text[] NOT NULL, -- beside `keys`: the table of each
  keys   text[] NOT NULL,
  PRIMARY KEY (act_no, system)
);
COMMENT ON TABLE people.act IS 'local to the coordinator';

INSERT INTO people.act (act_no, system, tables, keys)
SELECT act_no, system, array_agg(tbl), array_agg(key) FROM people.acted GROUP BY act_no, system;

DROP TABLE people.acted;
