-- What decisions rest on beside the systems: one table for each part of a person's facts. The domain that owns the record
-- writes the fact in the same transaction (fact_id is its id there) and marks the person changed.

CREATE TABLE people.consent (
  person_id  uuid NOT NULL,
  fact_id    uuid NOT NULL,
  purpose    text NOT NULL,
  controller text,
  state      text NOT NULL CHECK (state IN ('given', 'refused', 'withdrawn', 'expired')),
  on_day     date NOT NULL,
  PRIMARY KEY (person_id, fact_id)
);
CREATE INDEX consent_fact ON people.consent (fact_id); -- those that a system's row records bear an id made of its key
COMMENT ON TABLE people.consent IS 'distributed by person';

CREATE TABLE people.objection (
  person_id  uuid NOT NULL,
  fact_id    uuid NOT NULL,
  to_what    text NOT NULL,
  controller text,
  on_day     date NOT NULL,
  outcome    text NOT NULL CHECK (outcome IN ('pending', 'upheld', 'rejected')),
  PRIMARY KEY (person_id, fact_id)
);
COMMENT ON TABLE people.objection IS 'distributed by person';

CREATE TABLE people.restriction (
  person_id uuid NOT NULL,
  fact_id   uuid NOT NULL,
  data      text[] NOT NULL,
  why       text NOT NULL,
  since     date NOT NULL,
  PRIMARY KEY (person_id, fact_id)
);
COMMENT ON TABLE people.restriction IS 'distributed by person';

CREATE TABLE people.reminder (
  person_id uuid NOT NULL,
  fact_id   uuid NOT NULL,
  purpose   text NOT NULL,
  sent      date,
  bounced   date,
  PRIMARY KEY (person_id, fact_id)
);
COMMENT ON TABLE people.reminder IS 'distributed by person';

-- The person chose to be kept longer: withdrawable, with a cap.
CREATE TABLE people.approval (
  person_id uuid NOT NULL,
  fact_id   uuid NOT NULL,
  purpose   text NOT NULL,
  until     date NOT NULL,
  PRIMARY KEY (person_id, fact_id)
);
COMMENT ON TABLE people.approval IS 'distributed by person';

-- A renewal is activity: the person's own act, which no system shows.
CREATE TABLE people.renewal (
  person_id  uuid NOT NULL,
  fact_id    uuid NOT NULL,
  controller text NOT NULL,
  relation   text NOT NULL,
  on_day     date NOT NULL,
  PRIMARY KEY (person_id, fact_id)
);
COMMENT ON TABLE people.renewal IS 'distributed by person';

-- Days that purposes still count from although the row that showed them is gone by our own hand.
CREATE TABLE people.kept_date (
  person_id  uuid NOT NULL,
  controller text NOT NULL,
  relation   text NOT NULL,
  anchor     text NOT NULL,
  earliest   date NOT NULL,
  latest     date NOT NULL,
  PRIMARY KEY (person_id, controller, relation, anchor)
);
COMMENT ON TABLE people.kept_date IS 'distributed by person';

-- By matter: dispute, claim. Empty data: everything; empty locations: everywhere.
CREATE TABLE people.hold (
  person_id uuid NOT NULL,
  fact_id   uuid NOT NULL,
  data      text[] NOT NULL,
  locations jsonb NOT NULL,
  basis     text NOT NULL,
  owner     text NOT NULL,
  review    date NOT NULL,
  PRIMARY KEY (person_id, fact_id)
);
CREATE INDEX hold_review ON people.hold (review);
COMMENT ON TABLE people.hold IS 'distributed by person';

CREATE TABLE people.request_fact (
  person_id  uuid NOT NULL,
  fact_id    uuid NOT NULL,
  right_to   text NOT NULL,
  received   date NOT NULL,
  identified boolean NOT NULL,
  scope      jsonb NOT NULL,
  PRIMARY KEY (person_id, fact_id)
);
COMMENT ON TABLE people.request_fact IS 'distributed by person';
