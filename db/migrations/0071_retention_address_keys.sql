-- With which version of the secret an address was hashed: taken on to the next like every other hash of a person (people.rotation).
ALTER TABLE retention.reminder ADD COLUMN key_version smallint NOT NULL DEFAULT 1;
ALTER TABLE retention.bounced_address ADD COLUMN key_version smallint NOT NULL DEFAULT 1;
