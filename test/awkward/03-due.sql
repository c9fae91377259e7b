-- People whose time is over, and those around them whose is not. Seen from 22 November 2026; two years from the last activity.
INSERT INTO "Sales"."Person" ("Id", "Full Name", "E-mail", mobile, state, tags, profile, referrer_id, "lastSeen", created) VALUES
  -- 20: everything of hers goes. 21: active, recommended by her.
  (20, 'Ida Gone', 'ida@due.example', '070-174 06 20', 'left', '{a,b}', '{"diet": "none"}', NULL, '2022-05-01 12:00:00', '2020-05-05'),
  (21, 'Jan Here', 'jan@here.example', NULL, 'customer', '{}', '{}', 20, '2026-10-01 12:00:00', '2020-05-05'),
  -- 22: one person in two rows (the address in other letters); the younger row counts for both: active.
  (22, 'Kaj Two', 'kaj@two.example', NULL, 'left', '{}', '{}', NULL, '2021-01-01 00:00:00', '2020-05-05'),
  (23, 'Kaj Two', 'KAJ@two.example', NULL, 'customer', '{}', '{}', NULL, '2026-09-09 00:00:00', '2020-05-05'),
  -- 24: the last day counts in Stockholm: 23:30 on the 21st by UTC would be the 22nd there. Here it is written in Stockholm time: due on the day itself.
  (24, 'Lea Edge', 'lea@edge.example', NULL, 'left', '{}', '{}', NULL, '2024-11-22 23:59:59', '2020-05-05'),
  -- 25: a day later, and not due.
  (25, 'Moa Edge', 'moa@edge.example', NULL, 'left', '{}', '{}', NULL, '2024-11-23 00:00:00', '2020-05-05'),
  -- 26: due, but a table that nobody mapped refers to the row: it is emptied, and stays.
  (26, 'Nils Pinned', 'nils@pinned.example', '070-174 06 26', 'left', '{x}', '{"diet": "fish", "theme": "dark", "referees": [{"email": "ref26@other.example", "name": "Siv"}]}', NULL, '2022-05-01 12:00:00', '2020-05-05'),
  -- 28: sales is over, but the course ended in August and is kept to the end of February: only what sales alone needed goes.
  (28, 'Pia Half', 'pia@half.example', '070-174 06 28', 'left', '{y}', '{"theme": "dark"}', NULL, '2022-05-01 12:00:00', '2020-05-05'),
  -- 29: a year that no purpose can count from.
  (29, 'Rut Future', 'rut@future.example', NULL, 'left', '{}', '{}', NULL, '9999-12-31 00:00:00', '2020-05-05'),
  -- 30 goes, 31 stays: they live at one address, are of one household, and each has the other for a neighbour.
  (30, 'Siv Old', 'siv@old.example', NULL, 'left', '{}', '{}', NULL, '2022-05-01 12:00:00', '2020-05-05'),
  (31, 'Tor New', 'tor@new.example', NULL, 'customer', '{}', '{}', NULL, '2026-10-01 12:00:00', '2020-05-05'),
  -- 32 recommended herself.
  (32, 'Una Self', 'una@self.example', NULL, 'left', '{}', '{}', 32, '2022-05-01 12:00:00', '2020-05-05');
INSERT INTO "Sales"."Person" ("Id", "Full Name", "E-mail", mobile, state, tags, profile, referrer_id, "lastSeen", created, quirk) VALUES
  -- 27: something stands in a column that the systems file does not mention: emptied, and a human looks.
  (27, 'Olle Odd', 'olle@odd.example', NULL, 'left', '{}', '{}', NULL, '2022-05-01 12:00:00', '2020-05-05', 3);
INSERT INTO log.unknown_thing VALUES (26, 26);
INSERT INTO log.person_history VALUES ('2022-06-01 00:00:00+00', 20, 'UPDATE', 'old-ida@due.example'), ('2022-06-01 00:00:00+00', 21, 'UPDATE', 'old-jan@here.example');
INSERT INTO log.note VALUES (20, 'Person', '20', 'called her'), (21, 'Person', '21', 'called him'), (22, 'Employee', '20', 'of another kind');
INSERT INTO log.order_line VALUES (2024, 20, 20, '2022-02-03', 'tea'), (2025, 20, 20, '2022-02-03', 'milk'), (2025, 21, 21, '2025-02-03', 'rye');
INSERT INTO "Sales".visit VALUES (20, 'ida@due.example', '2022-04-30 23:30:00+00', '2022-05-01'), (21, 'jan@here.example', '2023-01-01 00:00:00+00', '2023-01-01'),
  -- Courses of theirs ended long ago, so that no diet is kept for one whose end nobody knows.
  (26, 'nils@pinned.example', '2022-01-01 12:00:00+00', '2022-01-01'), (27, 'olle@odd.example', '2022-01-01 12:00:00+00', '2022-01-01'),
  (30, 'siv@old.example', '2022-01-01 12:00:00+00', '2022-01-01'), (32, 'una@self.example', '2022-01-01 12:00:00+00', '2022-01-01');
BEGIN;
INSERT INTO log.thread VALUES (20, 20, 'where is it', 202), (21, 21, 'thanks', 211);
INSERT INTO log.post VALUES (201, 20, NULL, 'first'), (202, 20, 201, 'second'), (211, 21, NULL, 'only');
COMMIT;
INSERT INTO "Sales".course VALUES (20, 'Baking', '2026-08-31');
INSERT INTO "Sales".booking VALUES (28, 20, 28, 'Pia Half', '{lamp,"likes nuts",chair}', '{"allergy": {"text": "nuts", "asked": true}, "room": 4}');
INSERT INTO "Sales".address VALUES ('33333333-3333-4333-8333-333333333333', 'Delade gatan 3'), ('44444444-4444-4444-8444-444444444444', 'Egna gatan 4');
INSERT INTO "Sales".delivery VALUES (30, '33333333-3333-4333-8333-333333333333', 'to the back', 1), (31, '33333333-3333-4333-8333-333333333333', 'to the front', 1), (30, '44444444-4444-4444-8444-444444444444', 'ring twice', 2);
INSERT INTO "Sales"."Household" VALUES ('west', '55555555-5555-4555-8555-555555555555', 'Delade gatan 3', 30), ('west', '66666666-6666-4666-8666-666666666666', 'Egna gatan 4', 30);
INSERT INTO "Sales"."Member" VALUES
  (30, 'west', '55555555-5555-4555-8555-555555555555'), (31, 'west', '55555555-5555-4555-8555-555555555555'), (30, 'west', '66666666-6666-4666-8666-666666666666');
