-- The evidence ledger. Scale-out class of every table here: local to the coordinator. The ledger is one
-- sequence with one sealer; what grows with people (their index) lives elsewhere and is distributed.
--
-- Append-only by privileges, not by triggers. Nothing in the application updates or deletes a row of entry,
-- leaves, seal or restored_acknowledgement. What that is worth depends on who connects:
--   * as the owner of these tables (the default, one role for everything, and the embedded database): nothing,
--     since an owner can always grant itself everything. There the seals, the heads kept outside and the receipts protect.
--   * with migrations run by an owner role and the server connected as another role, the database itself refuses.
--     Run once as the owner, with your own role's name in place of lofte_app:
--       GRANT USAGE ON SCHEMA evidence TO lofte_app;
--       GRANT SELECT, INSERT ON evidence.entry, evidence.leaves, evidence.seal, evidence.restored_acknowledgement TO lofte_app;
--       GRANT SELECT, INSERT, DELETE ON evidence.waiting, evidence.salt TO lofte_app;
--     waiting needs DELETE (sealing moves rows out of it) and salt needs it (a forgotten subject).
CREATE SCHEMA evidence;

-- Recorded, and not sealed yet: written inside the transaction of whatever it is evidence of. Local to the coordinator.
CREATE TABLE evidence.waiting (
  id    uuid        PRIMARY KEY,
  at    timestamptz NOT NULL,
  bytes bytea       NOT NULL
);
CREATE INDEX waiting_at ON evidence.waiting (at);

-- Sealed entries, in their order. bytes are the canonical bytes that were hashed: never jsonb. Local to the coordinator.
CREATE TABLE evidence.entry (
  position bigint PRIMARY KEY CHECK (position > 0),
  id       uuid   NOT NULL UNIQUE,
  bytes    bytea  NOT NULL
);

-- The leaf hashes under each seal, 32 bytes each, in parts. They prove nothing by themselves (their root does); they make
-- a receipt cheap and let verification name the entry that was touched instead of the seal around it. Local to the coordinator.
CREATE TABLE evidence.leaves (
  seal   bigint  NOT NULL,
  part   integer NOT NULL,
  hashes bytea   NOT NULL,
  PRIMARY KEY (seal, part)
);

-- One row for each seal; from and to repeat what the signed bytes say, for finding a seal by position. Local to the coordinator.
CREATE TABLE evidence.seal (
  number        bigint PRIMARY KEY CHECK (number > 0),
  from_position bigint NOT NULL UNIQUE,
  to_position   bigint NOT NULL UNIQUE CHECK (to_position >= from_position),
  bytes         bytea  NOT NULL,
  signature     bytea  NOT NULL
);

-- What opens an entry's commitment to its subject. Deleting the row makes the entry unlinkable. Local to the coordinator.
CREATE TABLE evidence.salt (
  entry_id uuid  PRIMARY KEY,
  salt     bytea NOT NULL
);

-- Somebody answered for it that the database stood behind a head seen outside (a restored backup). Local to the coordinator.
CREATE TABLE evidence.restored_acknowledgement (
  entry_id        uuid        PRIMARY KEY,
  own_number      bigint      NOT NULL,
  own_hash        text        NOT NULL,
  outside_number  bigint      NOT NULL,
  outside_to      bigint      NOT NULL,
  outside_hash    text        NOT NULL,
  actor           text        NOT NULL,
  reason          text        NOT NULL,
  acknowledged_at timestamptz NOT NULL
);

REVOKE ALL ON ALL TABLES IN SCHEMA evidence FROM PUBLIC;
