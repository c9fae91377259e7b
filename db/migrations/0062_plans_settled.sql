-- A row that several share may have been relieved of fields for each of them: what is settled is so for each decision by itself.
ALTER TABLE plans.settled DROP CONSTRAINT settled_pkey, ADD PRIMARY KEY (key, tbl, system, shape_no);
