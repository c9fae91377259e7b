-- The fields in which the person's data stands by itself: those who share a row may take the others. NULL: not known, so all of them.
ALTER TABLE decisions.shape ADD COLUMN stays text[];
