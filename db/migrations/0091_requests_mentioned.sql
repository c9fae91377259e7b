-- Rows of others whose text names the person: listed for a human to read, never changed (`mentioned`).
ALTER TABLE requests.found DROP CONSTRAINT found_how_check;
ALTER TABLE requests.found ADD CONSTRAINT found_how_check CHECK (how IN ('own', 'named', 'unverified', 'mentioned'));
