-- What the planner believes before it has seen anything. Statements are planned once per connection, many of them while
-- the tables are empty, and of an empty table the planner thinks that naming the practice is as good as naming a card.
-- So it is shown one practice of the usual shape; the rows go again, what it has learned of them stays until the first
-- real ANALYZE.
SELECT set_config('corridor.practice', 'sample', true);

INSERT INTO card (practice, id, version, type, stage, state, rank, location, patient, is_final, assignee, priority, body)
SELECT 'sample', 'card-' || n, n % 30, 'visit', 'stage-' || n % 12, 'state-' || n % 30, 'a' || n, 'location-' || n % 3,
  'patient-' || n / 2, n % 4 = 0, CASE WHEN n % 3 > 0 THEN 'person-' || n % 20 END, 'normal', '{}'
FROM generate_series(1, 3000) AS n;

INSERT INTO record (practice, kind, id, version, body)
SELECT 'sample', CASE n % 30 WHEN 0 THEN 'person' WHEN 1 THEN 'slot' ELSE 'patient' END, 'record-' || n, 1, '{}'
FROM generate_series(1, 3000) AS n;

INSERT INTO timer (practice, card, key, due_at, rule, trigger, step, sig)
SELECT 'sample', 'card-' || n / 3, 'timer-' || n,
  CASE WHEN n % 3 > 0 THEN timestamptz '2026-01-01Z' + n * interval '10 minutes' END, 'rule-' || n % 15, 0, 0, 's'
FROM generate_series(1, 3000) AS n;

INSERT INTO appointment (practice, card, id, provider, starts_at, ends_at, slot)
SELECT 'sample', 'card-' || n, 'appointment-' || n, 'provider-' || n % 10, timestamptz '2026-01-01Z' + n * interval '1 hour',
  timestamptz '2026-01-01Z' + n * interval '1 hour' + interval '30 minutes', CASE WHEN n % 2 = 0 THEN 'slot-' || n END
FROM generate_series(1, 1000) AS n;

INSERT INTO decision (practice, id, subject_kind, subject_id, after_seq, first_seq, last_seq, at, body)
SELECT 'sample', 'input-' || n, 'card', 'card-' || n % 600, n, n, n, timestamptz '2026-01-01Z' + n * interval '1 minute', '{}'
FROM generate_series(1, 3000) AS n;

INSERT INTO event (practice, seq, id, subject_kind, subject_id, version, type, data, actor_kind, actor_id, actor_role,
  root, depth, ruleset, at)
SELECT 'sample', n, 'input-' || n || '/1', 'card', 'card-' || n % 600, 1 + n / 600,
  CASE WHEN n % 10 = 0 THEN 'card.assigned' ELSE 'card.moved' END,
  jsonb_build_object('to', jsonb_build_object('person', 'person-' || n % 20)), 'user', 'person-' || n % 20, 'nurse',
  'input-' || n, 0, 'r', timestamptz '2026-01-01Z' + n * interval '1 minute'
FROM generate_series(1, 3000) AS n;

INSERT INTO sealed (practice, ref, owner, bytes)
SELECT 'sample', 'ref-' || n, 'patient/patient-' || n / 4, '' FROM generate_series(1, 3000) AS n;

INSERT INTO outbox (practice, effect_key, kind, subject_kind, subject_id, event, body, path, depth, status, queued_at, next_at)
SELECT 'sample', 'effect-' || n, 'message', 'card', 'card-' || n, 'input-' || n || '/1', '{}', '[]', 1,
  CASE WHEN n % 20 = 0 THEN 'pending' ELSE 'sent' END, timestamptz '2026-01-01Z' + n * interval '1 minute',
  timestamptz '2026-01-01Z' + n * interval '1 minute'
FROM generate_series(1, 3000) AS n;

INSERT INTO inbox (practice, effect, at, role, text)
SELECT 'sample', 'effect-' || n, timestamptz '2026-01-01Z' + n * interval '1 minute', 'nurse', '[]'
FROM generate_series(1, 3000) AS n;

ANALYZE card, record, timer, appointment, decision, event, sealed, outbox, inbox;
TRUNCATE card, record, timer, appointment, decision, event, sealed, outbox, inbox;
