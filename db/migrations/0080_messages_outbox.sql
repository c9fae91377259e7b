-- Mail on its way out. What a message says and to whom is sealed, and destroyed as soon as it is delivered, refused or given up;
-- what remains tells that something was sent, when and how it went, and nothing of whom or what.
CREATE SCHEMA messages;

CREATE TABLE messages.message (
  message_no uuid PRIMARY KEY,
  kind       text NOT NULL, -- who wrote it: retention.reminder, …
  message_id text NOT NULL, -- the Message-ID of every attempt: a server that has it already can tell
  made_at    timestamptz NOT NULL,
  good_until timestamptz NOT NULL -- from then on it is no longer sent: an address read long ago may be somebody else's
);
CREATE INDEX message_by_id ON messages.message (message_id);
CREATE INDEX message_made ON messages.message (made_at);
COMMENT ON TABLE messages.message IS 'local to the coordinator';

-- Address, subject and body, encrypted for this message alone.
CREATE TABLE messages.content (
  message_no uuid PRIMARY KEY REFERENCES messages.message ON DELETE CASCADE,
  sealed     bytea NOT NULL
);
COMMENT ON TABLE messages.content IS 'local to the coordinator';

-- What has not ended yet. Taken by a lease, so that a process that dies gives its messages back.
CREATE TABLE messages.waiting (
  message_no  uuid PRIMARY KEY REFERENCES messages.message ON DELETE CASCADE,
  next_at     timestamptz NOT NULL,
  attempts    integer NOT NULL DEFAULT 0,
  lease       uuid,
  leased_until timestamptz
);
CREATE INDEX waiting_next ON messages.waiting (next_at);
COMMENT ON TABLE messages.waiting IS 'local to the coordinator';

-- An attempt that did not end it.
CREATE TABLE messages.attempt (
  message_no uuid NOT NULL REFERENCES messages.message ON DELETE CASCADE,
  number     integer NOT NULL,
  at         timestamptz NOT NULL,
  code       text NOT NULL,
  PRIMARY KEY (message_no, number)
);
COMMENT ON TABLE messages.attempt IS 'local to the coordinator';

-- The transport took it over. `via` tells a server from the sink, which reaches nobody.
CREATE TABLE messages.delivery (
  message_no uuid PRIMARY KEY REFERENCES messages.message ON DELETE CASCADE,
  at         timestamptz NOT NULL,
  via        text NOT NULL CHECK (via IN ('smtp', 'sink')),
  code       text NOT NULL
);
COMMENT ON TABLE messages.delivery IS 'local to the coordinator';

-- The address does not exist: said at once by the server, or later by a report. Never our own trouble with a server.
CREATE TABLE messages.bounce (
  message_no uuid PRIMARY KEY REFERENCES messages.message ON DELETE CASCADE,
  at         timestamptz NOT NULL,
  code       text NOT NULL
);
COMMENT ON TABLE messages.bounce IS 'local to the coordinator';

-- Given up unsent: its time was over.
CREATE TABLE messages.lapse (
  message_no uuid PRIMARY KEY REFERENCES messages.message ON DELETE CASCADE,
  at         timestamptz NOT NULL,
  why        text NOT NULL
);
COMMENT ON TABLE messages.lapse IS 'local to the coordinator';

-- A server that is down is left alone for a growing while, whatever waits for it.
CREATE TABLE messages.road (
  via       text PRIMARY KEY,
  failures  integer NOT NULL,
  resume_at timestamptz NOT NULL,
  code      text NOT NULL
);
COMMENT ON TABLE messages.road IS 'local to the coordinator';
