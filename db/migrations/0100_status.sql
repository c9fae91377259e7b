-- How promises stand. No personal data in any table here: ids of promises, codes, counts and days. Few rows, so every table is
-- local to the coordinator.
CREATE SCHEMA status;

-- A control ran (a sweep, the reminders): when, how it ended, and what it counted.
CREATE TABLE status.run (
  run_id      uuid PRIMARY KEY,
  control     text NOT NULL,
  started_at  timestamptz NOT NULL,
  finished_at timestamptz NOT NULL,
  outcome     text NOT NULL CHECK (outcome IN ('done', 'partly', 'failed')),
  figures     jsonb NOT NULL
);
CREATE INDEX run_control ON status.run (control, finished_at);
COMMENT ON TABLE status.run IS 'local to the coordinator';

-- A search for violations, apart from the controls. `failed`: systems that could not be looked into.
CREATE TABLE status.audit (
  audit_id    uuid PRIMARY KEY,
  policy_hash text NOT NULL,
  at_day      date NOT NULL,
  started_at  timestamptz NOT NULL,
  finished_at timestamptz NOT NULL,
  promises    integer NOT NULL,
  deviations  integer NOT NULL,
  looked_at   bigint NOT NULL,
  failed      text[] NOT NULL,
  entry_id    uuid NOT NULL
);
CREATE INDEX audit_finished ON status.audit (finished_at);
COMMENT ON TABLE status.audit IS 'local to the coordinator';

-- What one audit found of one promise: how many it concerns, what was past its day, what is at risk. Codes and counts.
CREATE TABLE status.finding (
  audit_id    uuid NOT NULL REFERENCES status.audit ON DELETE CASCADE,
  promise_id  text NOT NULL,
  subjects    bigint NOT NULL,
  violations  jsonb NOT NULL,
  risks       jsonb NOT NULL,
  lawful      boolean NOT NULL,
  PRIMARY KEY (audit_id, promise_id)
);
CREATE INDEX finding_promise ON status.finding (promise_id);
COMMENT ON TABLE status.finding IS 'local to the coordinator';

-- A violation from the audit that first saw it to the one that saw it no more.
CREATE TABLE status.violation (
  promise_id text NOT NULL,
  code       text NOT NULL,
  count      bigint NOT NULL,
  most       bigint NOT NULL,
  first_seen timestamptz NOT NULL,
  last_seen  timestamptz NOT NULL,
  resolved   timestamptz,
  PRIMARY KEY (promise_id, code, first_seen)
);
CREATE UNIQUE INDEX violation_stands ON status.violation (promise_id, code) WHERE resolved IS NULL;
COMMENT ON TABLE status.violation IS 'local to the coordinator';

-- The figures of each promise as last measured: a page reads them in one query and makes the status of them.
CREATE TABLE status.current (
  promise_id  text PRIMARY KEY,
  policy_hash text NOT NULL,
  measured_at timestamptz NOT NULL,
  figures     jsonb NOT NULL,
  state       text NOT NULL,
  since       timestamptz NOT NULL
);
COMMENT ON TABLE status.current IS 'local to the coordinator';

-- Marks are off in public until the policy's owner turns them on, promise by promise.
CREATE TABLE status.public_mark (
  promise_id text PRIMARY KEY,
  turned_on  timestamptz NOT NULL,
  by_actor   text NOT NULL
);
COMMENT ON TABLE status.public_mark IS 'local to the coordinator';

-- The owner has confirmed a deviation: from then on it is public as one. `since` names the spell that was confirmed.
CREATE TABLE status.confirmation (
  promise_id   text NOT NULL,
  since        timestamptz NOT NULL,
  confirmed_at timestamptz NOT NULL,
  by_actor     text NOT NULL,
  PRIMARY KEY (promise_id, since)
);
COMMENT ON TABLE status.confirmation IS 'local to the coordinator';

-- Figures as the public sees them: renewed once a week, in bands. `value` stays inside; only the band is shown.
CREATE TABLE status.public_figure (
  promise_id text NOT NULL,
  name       text NOT NULL,
  week       date NOT NULL,
  value      bigint NOT NULL,
  low        bigint NOT NULL,
  high       bigint,
  PRIMARY KEY (promise_id, name)
);
COMMENT ON TABLE status.public_figure IS 'local to the coordinator';
