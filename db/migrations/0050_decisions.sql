-- What is to become of each location, and when. Decisions that read the same share a shape: millions of rows hold a number.
CREATE SCHEMA decisions;

-- All of a decision that is not a day or a row: of which policy, the verdict on the day it was made, what is done on `due_on`
-- (delete, clear, unlink, restrict, remind), by which rule. Fields are decided again when somebody asks.
-- `stands`: sharing and references aside, the data of this person stands. Few rows, only ever added.
CREATE TABLE decisions.shape (
  shape_no    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  policy_hash text NOT NULL,
  verdict     text NOT NULL,
  stands      boolean NOT NULL,
  due_verb    text,
  rule        text,
  law         text,
  waiting     text,
  because     text[] NOT NULL,
  purposes    text[] NOT NULL, -- that stand for some field
  holds       text[] NOT NULL,
  digest      text NOT NULL UNIQUE
);
COMMENT ON TABLE decisions.shape IS 'reference';

-- One row for each person and location. No primary key: a person's rows are replaced together, under the person's lock,
-- from locations whose key is unique; the index by person is a third of the size.
CREATE TABLE decisions.decision (
  person_id  uuid NOT NULL,
  shape_no   integer NOT NULL,
  until      date,
  changes_on date,
  due_on     date,
  system     text COLLATE "C" NOT NULL,
  tbl        text COLLATE "C" NOT NULL,
  key        text COLLATE "C" NOT NULL
);
CREATE INDEX decision_person ON decisions.decision (person_id);
CREATE INDEX decision_due ON decisions.decision (due_on) WHERE due_on IS NOT NULL;
CREATE INDEX decision_changes ON decisions.decision (changes_on) WHERE changes_on IS NOT NULL;
COMMENT ON TABLE decisions.decision IS 'distributed by person';

-- The same, flat.
CREATE VIEW decisions.current AS
  SELECT d.person_id, d.system, d.tbl, d.key, s.policy_hash, s.verdict, s.stands, d.until, d.changes_on, d.due_on,
         s.due_verb, s.rule, s.law, s.waiting, s.because, s.purposes, s.holds, d.shape_no
    FROM decisions.decision d JOIN decisions.shape s USING (shape_no);

-- A pass over everybody: taken up after the last person whose decisions are stored.
CREATE TABLE decisions.pass (
  policy_hash text PRIMARY KEY,
  at_day      date NOT NULL,
  after_id    uuid,
  started_at  timestamptz NOT NULL,
  done_at     timestamptz
);
COMMENT ON TABLE decisions.pass IS 'local to the coordinator';
