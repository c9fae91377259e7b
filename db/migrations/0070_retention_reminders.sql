-- Reminders before something goes for want of activity, what became of them, and renewals. No address in clear: the hash of one
-- is kept only to know which address of a person a reminder went to.
CREATE SCHEMA retention;

-- One letter to one person, about one or several purposes.
CREATE TABLE retention.reminder (
  person_id    uuid NOT NULL,
  reminder_id  uuid NOT NULL,
  controller   text NOT NULL,
  due_on       date NOT NULL, -- the day it was promised for
  made_on      date NOT NULL,
  remove_on    date NOT NULL, -- the day the letter names
  message_no   uuid NOT NULL,
  address_hash text COLLATE "C" NOT NULL,
  PRIMARY KEY (person_id, reminder_id)
);
CREATE INDEX reminder_message ON retention.reminder (message_no);
COMMENT ON TABLE retention.reminder IS 'distributed by person';

CREATE TABLE retention.reminder_item (
  person_id   uuid NOT NULL,
  reminder_id uuid NOT NULL,
  purpose     text NOT NULL,
  relation    text NOT NULL,
  rule        text NOT NULL,
  renewable   boolean NOT NULL,
  fact_id     uuid NOT NULL, -- people.reminder
  PRIMARY KEY (person_id, reminder_id, purpose, relation)
);
COMMENT ON TABLE retention.reminder_item IS 'distributed by person';

-- What a reminder on its way is about: nobody gets two at once for one purpose. Gone when the reminder is settled.
CREATE TABLE retention.pending (
  person_id   uuid NOT NULL,
  purpose     text NOT NULL,
  reminder_id uuid NOT NULL,
  message_no  uuid NOT NULL,
  PRIMARY KEY (person_id, purpose)
);
CREATE INDEX pending_message ON retention.pending (message_no);
CREATE INDEX pending_reminder ON retention.pending (reminder_id);
COMMENT ON TABLE retention.pending IS 'local to the coordinator';

-- How it went. `kept-here`: the sink has it and the person has not, so nothing follows from it. A letter that was sent may bounce later.
CREATE TABLE retention.settled (
  person_id   uuid NOT NULL,
  reminder_id uuid NOT NULL,
  outcome     text NOT NULL CHECK (outcome IN ('sent', 'kept-here', 'bounced', 'lapsed')),
  on_day      date NOT NULL,
  PRIMARY KEY (person_id, reminder_id, outcome)
);
CREATE INDEX settled_day ON retention.settled (on_day);
COMMENT ON TABLE retention.settled IS 'distributed by person';

-- An address of the person that does not exist: another one is tried, if there is one.
CREATE TABLE retention.bounced_address (
  person_id    uuid NOT NULL,
  address_hash text COLLATE "C" NOT NULL,
  on_day       date NOT NULL,
  PRIMARY KEY (person_id, address_hash)
);
COMMENT ON TABLE retention.bounced_address IS 'distributed by person';

-- No address is left to remind at: the rule says what comes of it.
CREATE TABLE retention.unreachable (
  person_id uuid NOT NULL,
  fact_id   uuid NOT NULL, -- people.reminder
  purpose   text NOT NULL,
  rule      text NOT NULL,
  why       text NOT NULL CHECK (why IN ('no-address', 'bounced')),
  on_day    date NOT NULL,
  PRIMARY KEY (person_id, fact_id)
);
CREATE INDEX unreachable_day ON retention.unreachable (on_day);
COMMENT ON TABLE retention.unreachable IS 'distributed by person';

-- The link of a letter, as the hash of its token.
CREATE TABLE retention.token (
  hash        bytea PRIMARY KEY,
  person_id   uuid NOT NULL,
  reminder_id uuid NOT NULL,
  expires_on  date NOT NULL
);
CREATE INDEX token_expires ON retention.token (expires_on);
COMMENT ON TABLE retention.token IS 'distributed by hash';

-- The person asked to be kept. Once for each letter, however often the button is pressed.
CREATE TABLE retention.renewal (
  person_id   uuid NOT NULL,
  reminder_id uuid NOT NULL,
  on_day      date NOT NULL,
  PRIMARY KEY (person_id, reminder_id)
);
CREATE INDEX renewal_day ON retention.renewal (on_day);
COMMENT ON TABLE retention.renewal IS 'distributed by person';
