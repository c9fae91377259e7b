-- A customer database as a small software company has it: grown over the years, not designed for data protection.
CREATE SCHEMA crm;

CREATE TABLE crm.organisation (
  id integer PRIMARY KEY,
  name text NOT NULL,
  org_number text,
  customer_since date,
  agreement_signed date,
  agreement_ends date
);

CREATE TABLE crm.contact (
  id bigint PRIMARY KEY,
  organisation_id integer REFERENCES crm.organisation,
  full_name text,
  title text,
  email text,
  mobile text,
  created_at timestamptz NOT NULL,
  last_login timestamptz,
  newsletter_opt_in boolean NOT NULL DEFAULT false,
  created_by text
);
CREATE INDEX contact_email ON crm.contact (lower(email));
CREATE INDEX contact_organisation ON crm.contact (organisation_id);

CREATE TABLE crm.ticket (
  id bigint PRIMARY KEY,
  contact_id bigint REFERENCES crm.contact ON DELETE CASCADE,
  requester_email text,
  subject text,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  last_message_at timestamptz
);
CREATE INDEX ticket_contact ON crm.ticket (contact_id);
CREATE INDEX ticket_requester ON crm.ticket (lower(requester_email));

CREATE TABLE crm.enquiry (
  id bigint PRIMARY KEY,
  name text,
  email text,
  phone text,
  message text,
  received_at timestamptz NOT NULL,
  last_contact_at timestamptz
);
CREATE INDEX enquiry_email ON crm.enquiry (lower(email));

CREATE TABLE crm.event (
  id integer PRIMARY KEY,
  title text NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL
);

CREATE TABLE crm.registration (
  id bigint PRIMARY KEY,
  event_id integer NOT NULL REFERENCES crm.event,
  contact_id bigint REFERENCES crm.contact ON DELETE SET NULL,
  name text,
  email text,
  mobile text,
  organisation text,
  diet text,
  identity_number text,
  diet_consent_on date,
  registered_at timestamptz NOT NULL
);
CREATE INDEX registration_contact ON crm.registration (contact_id);
CREATE INDEX registration_event ON crm.registration (event_id);
CREATE INDEX registration_email ON crm.registration (lower(email));

CREATE TABLE crm.invoice (
  series text NOT NULL,
  number integer NOT NULL,
  contact_id bigint REFERENCES crm.contact,
  registration_id bigint REFERENCES crm.registration,
  recipient text NOT NULL,
  address text,
  booked_on date,
  amount numeric(12,2) NOT NULL,
  PRIMARY KEY (series, number)
);
CREATE INDEX invoice_contact ON crm.invoice (contact_id);
CREATE INDEX invoice_registration ON crm.invoice (registration_id);

CREATE TABLE crm.mailing_consent (
  id bigint PRIMARY KEY,
  contact_id bigint NOT NULL REFERENCES crm.contact ON DELETE CASCADE,
  purpose text NOT NULL,
  given_on date,
  withdrawn_on date
);
CREATE INDEX mailing_consent_contact ON crm.mailing_consent (contact_id);
