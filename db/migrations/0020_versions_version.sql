CREATE SCHEMA versions;

-- Scale-out: reference (small, read everywhere). A version is never changed: sentences and documents stand as they were published.
CREATE TABLE versions.version (
  number integer PRIMARY KEY,
  version text NOT NULL UNIQUE,
  effective date NOT NULL,
  published_at timestamptz NOT NULL,
  published_by text NOT NULL,
  source text NOT NULL,
  promises jsonb NOT NULL,
  documents jsonb NOT NULL,
  accepted jsonb NOT NULL
);
