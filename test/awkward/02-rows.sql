INSERT INTO "Sales"."Person" ("Id", "Full Name", "E-mail", mobile, state, tags, profile, referrer_id, "lastSeen", created, quirk) VALUES
  (1, 'Alva Berg', 'Alva.Berg@Example.example', '070-174 06 05', 'customer', '{"vip, first","back\\slash"}', '{"diet": "nuts", "theme": "dark", "referees": [{"email": "ref@other.example", "name": "Rut"}, {"email": "two@other.example"}]}', NULL, '2024-03-01 23:30:00', '2021-05-05', NULL),
  (2, E'Bo\tTab', 'bo@blåbär.example', '+46701740606', 'lead', '{}', '{}', 1, 'infinity', '0001-01-01', NULL),
  (3, 'Cia Sten', NULL, 'no number', 'left', '{}', '{"theme": "light"}', 3, '-infinity', '9999-12-31', 7),
  (4, 'Dag Ö', 'info@shared.example', NULL, 'customer', '{}', '{}', NULL, NULL, '2020-02-29', NULL),
  (5, 'Eva Å', ' INFO@SHARED.EXAMPLE', NULL, 'customer', '{}', '{}', NULL, '1970-01-01 00:00:00', '2020-02-29', NULL),
  (6, 'Fia Lång', repeat('x', 250) || '@example.example', NULL, 'lead', '{}', '{}', NULL, '0044-03-15 00:00:00 BC', '2020-01-01', NULL);

INSERT INTO "Sales"."Household" VALUES
  ('north,1', '11111111-1111-4111-8111-111111111111', 'Norra gatan 1', 1),
  ('south', '22222222-2222-4222-8222-222222222222', NULL, NULL);
INSERT INTO "Sales"."Member" VALUES
  (1, 'north,1', '11111111-1111-4111-8111-111111111111'),
  (4, 'north,1', '11111111-1111-4111-8111-111111111111'),
  (5, 'south', '22222222-2222-4222-8222-222222222222');
INSERT INTO "Sales".visit VALUES
  (1, 'Alva.Berg@Example.example', '2024-06-30 23:30:00+00', '2024-07-01'),
  (2, 'nobody@nowhere.example', '12000-01-01 00:00:00+00', 'infinity'),
  (3, NULL, NULL, NULL);
INSERT INTO log.note VALUES (1, 'Person', '1', 'called'), (2, 'Person', '77', 'orphan'), (3, 'Employee', 'x', 'other'), (4, 'Person', 'not a number', NULL);
INSERT INTO hr.employee VALUES ('19640823-3234', 'Gun Ek', '2001-01-01', NULL, '\x00ff', NULL), ('6408833231', 'Hans Al', '2010-01-01', '2020-06-30', NULL, '19640823-3234');
INSERT INTO hr.salary VALUES ('19640823-3234', '2024-01-01', 100), ('6408833231', '2020-06-01', 200);
INSERT INTO log.order_line VALUES (2024, 1, 1, '2024-02-03', 'tea'), (2025, 1, 2, '2025-02-03', 'coffee'), (2025, 2, NULL, NULL, NULL);
INSERT INTO log."case" VALUES (1, 1, NULL, '2023-01-01'), (2, 2, NULL, NULL);
INSERT INTO log.message VALUES (10, 1, 'hello'), (11, 2, 'hi');
UPDATE log."case" SET latest_id = 10 WHERE id = 1;
INSERT INTO "Sales".course VALUES (1, 'Welding', '2025-05-31'), (2, 'Singing', NULL);
INSERT INTO "Sales".seat VALUES (1, 1, 1, 'nuts'), (2, 2, 4, NULL), (3, NULL, NULL, NULL);
INSERT INTO log.unknown_thing VALUES (1, 4);
INSERT INTO hr.secret VALUES (1, '19640823-3234', 'a'), (2, '6408833231', 'b');
INSERT INTO log.loose VALUES ('alva.berg@example.example', '2020-01-01'), ('alva.berg@example.example', '2020-01-01');
