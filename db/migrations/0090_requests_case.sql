-- Requests of people who use a right. What happens to a case is a row beside it (identified, extended, refused, decided, answered),
-- never a changed flag, so that what was known on a day can be read afterwards.
CREATE SCHEMA requests;

-- One request. `token` names it in public addresses; the id tells when it was made and stays inside. `due` is the law's last day,
-- `promised` the policy's own, which is never later than it was when the request came in.
CREATE TABLE requests.request_case (
  case_id     uuid PRIMARY KEY,
  token       text COLLATE "C" NOT NULL UNIQUE,
  right_to    text NOT NULL,
  received    date NOT NULL,
  due         date NOT NULL,
  promised    date,
  scope       jsonb NOT NULL,
  policy_hash text NOT NULL,
  opened_at   timestamptz NOT NULL,
  opened_by   text NOT NULL
);
CREATE INDEX request_case_due ON requests.request_case (due);
COMMENT ON TABLE requests.request_case IS 'distributed by hash of case_id';

-- The key of what is kept in clear nowhere else. The row is deleted when the case closes, and all below opens no more.
CREATE TABLE requests.case_key (
  case_id uuid PRIMARY KEY,
  wrapped bytea NOT NULL
);
COMMENT ON TABLE requests.case_key IS 'distributed by hash of case_id';

-- What the person is looked for by, sealed with the case's key; deleted when the case closes.
CREATE TABLE requests.identifier (
  case_id uuid NOT NULL,
  n       smallint NOT NULL,
  kind    text NOT NULL,
  sealed  bytea NOT NULL,
  PRIMARY KEY (case_id, n)
);
COMMENT ON TABLE requests.identifier IS 'distributed by hash of case_id';

-- Whom it may concern: persons of the index by controller. `standing`: `verified` by their own identifier; `suggested` by one
-- that nobody has verified; `mailbox` where several names use the address; `chosen` by a human. Only the first and the last are acted on.
CREATE TABLE requests.concerned (
  case_id    uuid NOT NULL,
  person_id  uuid NOT NULL,
  controller text NOT NULL,
  standing   text NOT NULL CHECK (standing IN ('verified', 'suggested', 'mailbox', 'chosen')),
  since      timestamptz NOT NULL,
  PRIMARY KEY (case_id, person_id)
);
CREATE INDEX concerned_person ON requests.concerned (person_id);
COMMENT ON TABLE requests.concerned IS 'distributed by hash of case_id';

-- Somebody is satisfied that it is the person who asks (Art 12(6)): which role, and how.
CREATE TABLE requests.identification (
  case_id uuid PRIMARY KEY,
  role    text NOT NULL,
  how     text NOT NULL,
  at      timestamptz NOT NULL,
  actor   text NOT NULL
);
COMMENT ON TABLE requests.identification IS 'distributed by hash of case_id';

-- Two further months, told within the first, with reasons (Art 12(3)). The reason is sealed with the installation's key.
CREATE TABLE requests.extension (
  case_id uuid PRIMARY KEY,
  due     date NOT NULL,
  reason  bytea NOT NULL,
  at      timestamptz NOT NULL,
  actor   text NOT NULL
);
COMMENT ON TABLE requests.extension IS 'distributed by hash of case_id';

-- Refused as a whole (Art 12(4)-(5)), by whom and why.
CREATE TABLE requests.refusal (
  case_id uuid PRIMARY KEY,
  law     text NOT NULL,
  reason  bytea NOT NULL,
  on_day  date NOT NULL,
  at      timestamptz NOT NULL,
  actor   text NOT NULL
);
COMMENT ON TABLE requests.refusal IS 'distributed by hash of case_id';

-- What a human has decided within the case: on an objection, on data that no purpose explains, on what has no date. The grounds
-- are sealed with the installation's key. The latest row for a subject counts.
CREATE TABLE requests.settlement (
  case_id uuid NOT NULL,
  n       integer NOT NULL,
  subject text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('uphold', 'reject')),
  grounds bytea NOT NULL,
  role    text NOT NULL,
  on_day  date NOT NULL,
  at      timestamptz NOT NULL,
  actor   text NOT NULL,
  PRIMARY KEY (case_id, n)
);
COMMENT ON TABLE requests.settlement IS 'distributed by hash of case_id';

-- A system that did not answer while the person was looked for: the case waits for it.
CREATE TABLE requests.unreached (
  case_id uuid NOT NULL,
  system  text NOT NULL,
  code    text NOT NULL,
  since   timestamptz NOT NULL,
  tried   timestamptz NOT NULL,
  tries   integer NOT NULL,
  PRIMARY KEY (case_id, system)
);
COMMENT ON TABLE requests.unreached IS 'distributed by hash of case_id';

-- Rows that a search at the time of the request found and the index does not have: only keys, sealed where a key identifies.
-- `how`: `own` by the row's own verified identifier, `named` where another's row names the person, `unverified` for a human. Deleted on closing.
CREATE TABLE requests.found (
  case_id uuid NOT NULL,
  system  text COLLATE "C" NOT NULL,
  tbl     text COLLATE "C" NOT NULL,
  key     text COLLATE "C" NOT NULL,
  how     text NOT NULL CHECK (how IN ('own', 'named', 'unverified')),
  PRIMARY KEY (case_id, system, tbl, key)
);
COMMENT ON TABLE requests.found IS 'distributed by hash of case_id';

-- What was done for the request in one plan; a case may need several while it waits for a human or a system. `went`: how many rows
-- lost what, by table and field; names from the systems file and counts, nothing of the rows.
CREATE TABLE requests.carried (
  case_id uuid NOT NULL,
  plan_id uuid NOT NULL,
  at      timestamptz NOT NULL,
  went    jsonb NOT NULL,
  PRIMARY KEY (case_id, plan_id)
);
COMMENT ON TABLE requests.carried IS 'distributed by hash of case_id';

-- The answer, which closes the case. `outcome`: `given`, `nothing-held`, `erased`, `partly` (something stays, with its reason).
CREATE TABLE requests.answer (
  case_id  uuid PRIMARY KEY,
  outcome  text NOT NULL,
  on_day   date NOT NULL,
  at       timestamptz NOT NULL,
  actor    text NOT NULL,
  counts   jsonb NOT NULL,
  entry_id uuid NOT NULL
);
CREATE INDEX answer_on ON requests.answer (on_day);
COMMENT ON TABLE requests.answer IS 'distributed by hash of case_id';
