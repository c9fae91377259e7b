-- Of how many rows or persons the systems were asked about so many: null where about all. `nights`: in so many nights each has its turn.
ALTER TABLE status.finding ADD COLUMN sampled jsonb;

-- How many rows there were to ask about, by what asks for it: the next night parts them by it.
ALTER TABLE status.audit ADD COLUMN candidate_rows bigint NOT NULL DEFAULT 0;
ALTER TABLE status.audit ADD COLUMN held_rows jsonb NOT NULL DEFAULT '{}';
-- Parts in which something was found: asked about every night until nothing is found in them. Numbers only.
ALTER TABLE status.audit ADD COLUMN again jsonb NOT NULL DEFAULT '{}';
