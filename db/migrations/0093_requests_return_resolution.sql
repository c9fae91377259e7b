-- Somebody who had been erased was on record again, and a human said what it is. The words are sealed with the installation's key.
CREATE TABLE requests.return_resolution (
  person_id uuid NOT NULL,
  at        timestamptz NOT NULL,
  role      text NOT NULL,
  grounds   bytea NOT NULL,
  actor     text NOT NULL,
  PRIMARY KEY (person_id, at)
);
COMMENT ON TABLE requests.return_resolution IS 'distributed by person';
