-- Whoever asked to be erased, by the keyed hashes of what they were found by, for as long as a backup may bring them back. Somebody who
-- is on record again under one of them is told to a human, who says what it is: then the stone goes.
CREATE TABLE people.tombstone (
  controller  text COLLATE "C" NOT NULL,
  kind        text COLLATE "C" NOT NULL,
  key_version smallint NOT NULL,
  hash        bytea    NOT NULL,
  erased_on   date     NOT NULL,
  own_left    integer  NOT NULL, -- rows that bore an identifier of theirs, and stayed for a reason that was told
  good_until  date     NOT NULL,
  PRIMARY KEY (hash, kind, controller, key_version)
);
CREATE INDEX tombstone_good ON people.tombstone (good_until);
COMMENT ON TABLE people.tombstone IS 'distributed by hash';

-- A role answers for it that decisions may rest on inactivity and consent again after a restore (evidence.restored_acknowledgement).
CREATE TABLE people.restore_resolution (
  entry_id uuid PRIMARY KEY, -- the acknowledgement's
  role     text NOT NULL,
  grounds  bytea NOT NULL, -- sealed with the installation's key
  at       timestamptz NOT NULL,
  actor    text NOT NULL
);
COMMENT ON TABLE people.restore_resolution IS 'local to the coordinator';
