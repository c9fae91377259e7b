-- Which columns of which items an intent was to empty: what it did is read back by what was meant then, whatever has been decided since.
ALTER TABLE plans.intent ADD COLUMN fields jsonb NOT NULL DEFAULT '[]';
