-- To which version of the secret the index has been taken: hashes go on by nesting, so nobody has to be read anew.
CREATE TABLE people.rotation (
  key_version smallint PRIMARY KEY,
  done_at     timestamptz NOT NULL
);
COMMENT ON TABLE people.rotation IS 'local to the coordinator';

-- Identifiers that a pass over everything has seen: a claim that none saw is let go. Unlogged, with the list of the systems that
-- are in it: what a crash of the server empties, it empties together, and then no claim goes.
CREATE UNLOGGED TABLE people.claim_seen (
  controller text COLLATE "C" NOT NULL,
  kind       text COLLATE "C" NOT NULL,
  hash       bytea NOT NULL
);
COMMENT ON TABLE people.claim_seen IS 'distributed by hash';

CREATE UNLOGGED TABLE people.claim_pass (
  system     text PRIMARY KEY,
  started_at timestamptz NOT NULL
);
COMMENT ON TABLE people.claim_pass IS 'local to the coordinator';
