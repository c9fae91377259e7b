-- Plans, their approval, and the journal of carrying them out. Every table here is local to the coordinator: a plan is the work
-- of one day, and taken in pieces by any number of processes.
CREATE SCHEMA plans;

-- What is due on a day and why, as one sees it before anything is done. Never changed but for when it was begun and ended.
CREATE TABLE plans.plan (
  plan_id      uuid PRIMARY KEY,
  policy_hash  text NOT NULL,
  version      text NOT NULL,
  at_day       date NOT NULL,
  due_through  date NOT NULL,
  made_at      timestamptz NOT NULL,
  made_by      text NOT NULL,
  scope        jsonb, -- null: everything that is due; else the persons of one action
  preview      boolean NOT NULL, -- only looked at, or for another day than the one it was made on: never carried out
  items        integer NOT NULL,
  people       integer NOT NULL,
  people_known integer NOT NULL,
  hash         text NOT NULL,
  totals       jsonb NOT NULL,
  shapes       jsonb NOT NULL, -- by system: the hash of the database's shape when the plan was made
  generation   integer NOT NULL,
  begun_at     timestamptz,
  ended_at     timestamptz
);
CREATE INDEX plan_open ON plans.plan (made_at) WHERE ended_at IS NULL AND NOT preview;
COMMENT ON TABLE plans.plan IS 'local to the coordinator';

-- One row of one system, and what becomes of it. Ordered so that one person's rows stand together, referring ones first.
CREATE TABLE plans.item (
  plan_id     uuid    NOT NULL,
  n           integer NOT NULL,
  person_id   uuid    NOT NULL, -- the nil person: a row that leads to nobody
  shape_no    integer,          -- the decision it came from; null: it follows from item `follows`
  follows     integer,          -- goes only if that item does: a link row, a reference that is released
  due_on      date    NOT NULL,
  verb        text COLLATE "C" NOT NULL,
  system      text COLLATE "C" NOT NULL,
  tbl         text COLLATE "C" NOT NULL,
  key         text COLLATE "C" NOT NULL,
  fingerprint text COLLATE "C" NOT NULL,
  link        text COLLATE "C",
  because     text COLLATE "C",
  PRIMARY KEY (plan_id, n)
);
COMMENT ON TABLE plans.item IS 'local to the coordinator';

-- A role said yes to exactly this plan: the hash binds it. Lapses after seven days.
CREATE TABLE plans.approval (
  plan_id     uuid PRIMARY KEY REFERENCES plans.plan ON DELETE CASCADE,
  plan_hash   text NOT NULL,
  approved_by text NOT NULL,
  approved_at timestamptz NOT NULL,
  lapses_at   timestamptz NOT NULL
);
COMMENT ON TABLE plans.approval IS 'local to the coordinator';

-- The items of one system that nobody has taken yet, and how long the system is left alone after it did not answer.
CREATE TABLE plans.part (
  plan_id      uuid NOT NULL REFERENCES plans.plan ON DELETE CASCADE,
  system       text COLLATE "C" NOT NULL,
  next_n       integer NOT NULL,
  to_n         integer NOT NULL,
  failures     integer NOT NULL DEFAULT 0,
  paused_until timestamptz,
  reason       text,
  PRIMARY KEY (plan_id, system)
);
COMMENT ON TABLE plans.part IS 'local to the coordinator';

-- Items taken by one process at a time. `fence` grows with every taking: who comes back late with an older one is refused.
CREATE TABLE plans.slice (
  plan_id      uuid NOT NULL REFERENCES plans.plan ON DELETE CASCADE,
  from_n       integer NOT NULL,
  to_n         integer NOT NULL,
  system       text COLLATE "C" NOT NULL,
  fence        bigint NOT NULL DEFAULT 1,
  holder       bigint,
  leased_until timestamptz,
  attempts     integer NOT NULL DEFAULT 0,
  not_before   timestamptz,
  done_at      timestamptz,
  PRIMARY KEY (plan_id, from_n)
);
CREATE INDEX slice_open ON plans.slice (plan_id) WHERE done_at IS NULL;
COMMENT ON TABLE plans.slice IS 'local to the coordinator';

-- Committed before the first change in the foreign database: how a crash is told from a commit.
CREATE TABLE plans.intent (
  intent_id  uuid PRIMARY KEY,
  plan_id    uuid NOT NULL,
  from_n     integer NOT NULL, -- the slice
  fence      bigint NOT NULL,
  items      integer[] NOT NULL,
  xid        text NOT NULL,
  identity   text NOT NULL,
  stated_at  timestamptz NOT NULL,
  fate       text,
  settled_at timestamptz
);
CREATE INDEX intent_open ON plans.intent (plan_id, from_n) WHERE settled_at IS NULL;
COMMENT ON TABLE plans.intent IS 'local to the coordinator';

-- What became of an item, after it was read back. Once per item: the primary key is the promise.
CREATE TABLE plans.outcome (
  plan_id  uuid NOT NULL,
  n        integer NOT NULL,
  code     text COLLATE "C" NOT NULL,
  why      text COLLATE "C",
  xid      text COLLATE "C",
  seen_at  timestamptz NOT NULL,
  PRIMARY KEY (plan_id, n)
);
COMMENT ON TABLE plans.outcome IS 'local to the coordinator';

-- How many people were concerned by what was carried out, by day: the brake looks back a week.
CREATE TABLE plans.carried (
  plan_id     uuid NOT NULL,
  from_n      integer NOT NULL,
  seen_at     timestamptz NOT NULL,
  policy_hash text NOT NULL,
  people      integer NOT NULL,
  PRIMARY KEY (plan_id, from_n, seen_at)
);
CREATE INDEX carried_seen ON plans.carried (seen_at);
COMMENT ON TABLE plans.carried IS 'local to the coordinator';

-- Rows that were relieved of some fields (or restricted) and keep the others: as long as row and decision are the same, done.
CREATE TABLE plans.settled (
  system      text COLLATE "C" NOT NULL,
  tbl         text COLLATE "C" NOT NULL,
  key         text COLLATE "C" NOT NULL,
  fingerprint text COLLATE "C" NOT NULL,
  shape_no    integer NOT NULL,
  PRIMARY KEY (key, tbl, system)
);
COMMENT ON TABLE plans.settled IS 'distributed by hash of (system, tbl, key)';
