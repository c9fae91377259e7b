-- Who is on record, and where. Only keyed hashes, keys of rows, dates and ties: no content and no identifier in clear.
-- Text that is compared or sorted is COLLATE "C": equality is all that is asked, and indexes build in half the time.
CREATE SCHEMA people;

-- Somebody on record with one controller (or with us as processor for one: `processor:NAME`). Nobody is linked across.
CREATE TABLE people.person (
  person_id  uuid PRIMARY KEY,
  controller text COLLATE "C" NOT NULL,
  created_on date NOT NULL
);
COMMENT ON TABLE people.person IS 'distributed by person';

-- A verified identifier leads to one person: the primary key is the uniqueness.
CREATE TABLE people.identifier_claim (
  controller  text COLLATE "C" NOT NULL,
  kind        text COLLATE "C" NOT NULL,
  key_version smallint NOT NULL,
  hash        bytea    NOT NULL,
  person_id   uuid     NOT NULL,
  PRIMARY KEY (hash, kind, controller, key_version)
);
CREATE INDEX identifier_claim_person ON people.identifier_claim (person_id);
COMMENT ON TABLE people.identifier_claim IS 'distributed by hash';

-- An identifier that nobody has verified (a family's phone): suggests, never links.
CREATE TABLE people.unverified (
  controller  text COLLATE "C" NOT NULL,
  kind        text COLLATE "C" NOT NULL,
  key_version smallint NOT NULL,
  hash        bytea    NOT NULL,
  person_id   uuid     NOT NULL,
  PRIMARY KEY (hash, kind, controller, key_version, person_id)
);
CREATE INDEX unverified_person ON people.unverified (person_id);
COMMENT ON TABLE people.unverified IS 'distributed by hash';

-- One row for each person and location: a row shared by two people stands here twice; one that leads to nobody has the
-- nil person (all zeroes). `links` are the rows that it belongs to or refers to in the same system: `table US key`,
-- joined by RS (unit and record separator). `dates` are `anchor=day` joined by `;`. `since` is the first observation.
CREATE TABLE people.location (
  person_id   uuid NOT NULL,
  since       date NOT NULL,
  unmentioned boolean NOT NULL,
  pinned      boolean NOT NULL,
  shared      boolean NOT NULL,
  via         "char" NOT NULL, -- how it leads there: its o(wn) identifiers; d(own) from what it belongs to; u(p) from what refers to it; f(ollowing) such a row; n(obody)
  loose       boolean NOT NULL, -- one of its links leads to nobody yet
  system      text COLLATE "C" NOT NULL,
  tbl         text COLLATE "C" NOT NULL,
  key         text COLLATE "C" NOT NULL,
  fingerprint text COLLATE "C" NOT NULL,
  dates       text COLLATE "C",
  links       text COLLATE "C",
  name_hash   text COLLATE "C",
  consent     text COLLATE "C", -- the choice that the row records: `purpose|given|withdrawn`
  CONSTRAINT location_pkey PRIMARY KEY (person_id, system, tbl, key)
);
CREATE INDEX location_ref ON people.location (key, tbl, system);
CREATE INDEX location_loose ON people.location (system) WHERE loose;
COMMENT ON TABLE people.location IS 'distributed by person';

-- A row of one person refers to a row of another (a referee, a manager): the latter must not be taken from the former.
CREATE TABLE people.crossing (
  system    text COLLATE "C" NOT NULL,
  tbl       text COLLATE "C" NOT NULL,
  key       text COLLATE "C" NOT NULL,
  by_tbl    text COLLATE "C" NOT NULL,
  by_key    text COLLATE "C" NOT NULL,
  PRIMARY KEY (key, tbl, system, by_tbl, by_key)
);
CREATE INDEX crossing_by ON people.crossing (by_key, by_tbl, system);
COMMENT ON TABLE people.crossing IS 'distributed by hash of (system, tbl, key)';

-- Two persons who are one. Locations keep the person they were found for, so that a merge can be undone by ending its row.
CREATE TABLE people.alias (
  person_id uuid NOT NULL,
  direct_id uuid NOT NULL, -- whom the merge named
  into_id   uuid NOT NULL CHECK (into_id <> person_id), -- whom it leads to, other merges followed
  why       text NOT NULL, -- observed | human
  actor     text NOT NULL,
  made_at   timestamptz NOT NULL,
  undone_at timestamptz,
  undone_by text,
  PRIMARY KEY (person_id, made_at)
);
CREATE UNIQUE INDEX alias_stands ON people.alias (person_id) WHERE undone_at IS NULL;
CREATE INDEX alias_into ON people.alias (into_id) WHERE undone_at IS NULL;
COMMENT ON TABLE people.alias IS 'reference: merges are few';

-- Pairs that a human should look at: a row's identifiers were all exchanged (its key was reused, or somebody changed address).
CREATE TABLE people.suggestion (
  person_id uuid NOT NULL,
  other_id  uuid NOT NULL,
  why       text NOT NULL, -- same-row
  system    text NOT NULL,
  tbl       text NOT NULL,
  since     date NOT NULL,
  PRIMARY KEY (person_id, other_id, why)
);
COMMENT ON TABLE people.suggestion IS 'distributed by person';

-- One address under several names: the person is perhaps a department. Requests about it go to a human.
CREATE TABLE people.mailbox (
  person_id uuid PRIMARY KEY,
  names     integer NOT NULL,
  since     date NOT NULL
);
COMMENT ON TABLE people.mailbox IS 'distributed by person';

-- Rows that we cleared: they belong to nobody, and are no new location while they look as we left them.
CREATE TABLE people.emptied (
  system      text COLLATE "C" NOT NULL,
  tbl         text COLLATE "C" NOT NULL,
  key         text COLLATE "C" NOT NULL,
  fingerprint text COLLATE "C" NOT NULL,
  links       text COLLATE "C",
  emptied_on  date NOT NULL,
  PRIMARY KEY (key, tbl, system)
);
COMMENT ON TABLE people.emptied IS 'distributed by hash of (system, tbl, key)';

-- Which keys we acted on, by the system's act counter: a page read before the act must not bring the row back.
CREATE TABLE people.acted (
  system text COLLATE "C" NOT NULL,
  tbl    text COLLATE "C" NOT NULL,
  key    text COLLATE "C" NOT NULL,
  act_no bigint NOT NULL,
  PRIMARY KEY (key, tbl, system)
);
CREATE INDEX acted_no ON people.acted (system, act_no);
COMMENT ON TABLE people.acted IS 'distributed by hash of (system, tbl, key)';

CREATE SEQUENCE people.act_no;

-- How far each table has been observed, as merged. `started_at`: nothing written before it is missed. Reference.
CREATE TABLE people.scan (
  system     text NOT NULL,
  tbl        text NOT NULL,
  cursor     text,
  started_at timestamptz NOT NULL,
  merged_at  timestamptz NOT NULL,
  full_at    timestamptz,
  mapping    text NOT NULL, -- digest of the table's mapping: another one is observed from the start
  rows       bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (system, tbl)
);
COMMENT ON TABLE people.scan IS 'local to the coordinator';

-- Staging: pages on their way into the index. Unlogged, the cursor too: what a crash of the server empties, it empties together.
CREATE UNLOGGED TABLE people.staged_scan (
  system     text NOT NULL,
  tbl        text NOT NULL,
  cursor     text NOT NULL,
  started_at timestamptz NOT NULL,
  full_pass  boolean NOT NULL,
  mapping    text NOT NULL,
  act_no     bigint NOT NULL,
  links_to   text[] NOT NULL,
  rows       bigint NOT NULL,
  done       boolean NOT NULL,
  PRIMARY KEY (system, tbl)
);
COMMENT ON TABLE people.staged_scan IS 'local to the coordinator';

CREATE UNLOGGED TABLE people.sighted (
  n           bigint NOT NULL,
  act_no      bigint NOT NULL,
  unmentioned boolean NOT NULL,
  pinned      boolean NOT NULL,
  own         boolean NOT NULL,
  link_count  smallint NOT NULL,
  system      text COLLATE "C" NOT NULL,
  tbl         text COLLATE "C" NOT NULL,
  key         text COLLATE "C" NOT NULL,
  fingerprint text COLLATE "C" NOT NULL,
  dates       text COLLATE "C",
  links       text COLLATE "C",
  name_hash   text COLLATE "C",
  consent     text COLLATE "C"
);
COMMENT ON TABLE people.sighted IS 'distributed by hash of (system, tbl, key)';

CREATE UNLOGGED TABLE people.sighted_identifier (
  n          bigint NOT NULL,
  verified   boolean NOT NULL,
  controller text COLLATE "C" NOT NULL,
  kind       text COLLATE "C" NOT NULL,
  hash       bytea NOT NULL
);
COMMENT ON TABLE people.sighted_identifier IS 'distributed by hash';

CREATE UNLOGGED TABLE people.sighted_gone (
  n      bigint NOT NULL,
  system text COLLATE "C" NOT NULL,
  tbl    text COLLATE "C" NOT NULL,
  key    text COLLATE "C" NOT NULL
);
COMMENT ON TABLE people.sighted_gone IS 'distributed by hash of (system, tbl, key)';

-- A process takes a million numbers at a time.
CREATE SEQUENCE people.sighted_n INCREMENT BY 1000000;

-- Persons whose decisions are to be made anew; the nil person stands for the rows of nobody, all ones for everybody.
CREATE TABLE people.changed (
  person_id uuid NOT NULL,
  n         bigint GENERATED ALWAYS AS IDENTITY,
  PRIMARY KEY (person_id, n)
);
COMMENT ON TABLE people.changed IS 'distributed by person';
