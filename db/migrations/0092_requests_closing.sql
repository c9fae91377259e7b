-- Closing what is carried out by hand, and what is told with it. Rows beside the case, as for everything that happens to one.

-- A role says what was done: the data was corrected, the use was restricted, a complaint was looked into. Its words are sealed with the
-- installation's key.
CREATE TABLE requests.attestation (
  case_id uuid PRIMARY KEY,
  outcome text NOT NULL CHECK (outcome IN ('granted', 'refused')),
  role    text NOT NULL,
  grounds bytea NOT NULL,
  at      timestamptz NOT NULL,
  actor   text NOT NULL
);
COMMENT ON TABLE requests.attestation IS 'distributed by hash of case_id';

-- Which fields were corrected (Art 16): names from the systems file, nothing of their content.
CREATE TABLE requests.corrected (
  case_id uuid NOT NULL,
  system  text NOT NULL,
  tbl     text NOT NULL,
  field   text NOT NULL,
  PRIMARY KEY (case_id, system, tbl, field)
);
COMMENT ON TABLE requests.corrected IS 'distributed by hash of case_id';

-- A restriction that was granted (Art 18(1)). It stands as a fact of each person under the id of the case, until it is lifted.
CREATE TABLE requests.restriction (
  case_id uuid PRIMARY KEY,
  data    text[] NOT NULL, -- empty: everything
  why     text NOT NULL CHECK (why IN ('accuracy', 'unlawful', 'claims', 'objection')),
  since   date NOT NULL
);
COMMENT ON TABLE requests.restriction IS 'distributed by hash of case_id';

-- The letter that a restriction is going to be lifted was written (Art 18(3)): why, sealed with the installation's key.
CREATE TABLE requests.lift_notice (
  case_id uuid PRIMARY KEY,
  on_day  date NOT NULL,
  role    text NOT NULL,
  grounds bytea NOT NULL,
  at      timestamptz NOT NULL,
  actor   text NOT NULL
);
COMMENT ON TABLE requests.lift_notice IS 'distributed by hash of case_id';

-- Lifted, after the person was told on the day that is named.
CREATE TABLE requests.lift (
  case_id uuid PRIMARY KEY,
  told_on date NOT NULL,
  on_day  date NOT NULL,
  role    text NOT NULL,
  at      timestamptz NOT NULL,
  actor   text NOT NULL
);
COMMENT ON TABLE requests.lift IS 'distributed by hash of case_id';

-- Who refused, as a role; none for what was refused before this was asked.
ALTER TABLE requests.refusal ADD COLUMN role text;
