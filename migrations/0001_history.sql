-- A practice, its counter, and what is never changed: decisions, events, sealed texts.
-- Every key begins with the practice. Texts that are keys compare by their bytes, whatever the database's locale.

CREATE TABLE practice (
  id text COLLATE "C" PRIMARY KEY CHECK (id <> ''),
  name text NOT NULL,
  created_at timestamptz(3) NOT NULL
);

-- Keys the names of sealed texts, so that nobody can guess a text and look for its name. Never changes. It stands apart
-- because which practices there are is known to all of them.
CREATE TABLE practice_secret (
  practice text COLLATE "C" PRIMARY KEY REFERENCES practice (id),
  secret text NOT NULL
);

-- The last number given, and the instant it was given at. Every appending transaction takes this row last, so that
-- the order of commits is the order of numbers. Rows are rewritten in place: room is left for it.
CREATE TABLE counter (
  practice text COLLATE "C" PRIMARY KEY REFERENCES practice (id),
  seq bigint NOT NULL DEFAULT 0,
  at timestamptz(3)
) WITH (fillfactor = 10);

-- `after_seq` is the number the practice had reached when the decision was made: the place of decisions without events.
CREATE TABLE decision (
  practice text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  subject_kind text COLLATE "C" NOT NULL,
  subject_id text COLLATE "C" NOT NULL,
  after_seq bigint NOT NULL,
  first_seq bigint,
  last_seq bigint,
  at timestamptz(3) NOT NULL,
  body jsonb NOT NULL,
  PRIMARY KEY (practice, id)
);
CREATE INDEX decision_order ON decision (practice, after_seq);
CREATE INDEX decision_subject ON decision (practice, subject_kind, subject_id, after_seq);

-- `assigned` is who a card was given to. It is a column because under row-level security an index on an expression
-- over jsonb is never used (its operators are not leakproof).
CREATE TABLE event (
  practice text COLLATE "C" NOT NULL,
  seq bigint NOT NULL,
  id text COLLATE "C" NOT NULL,
  subject_kind text COLLATE "C" NOT NULL,
  subject_id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  type text COLLATE "C" NOT NULL,
  data jsonb NOT NULL,
  actor_kind text COLLATE "C" NOT NULL,
  actor_id text COLLATE "C" NOT NULL,
  actor_role text COLLATE "C" NOT NULL,
  cause text COLLATE "C",
  root text COLLATE "C" NOT NULL,
  depth integer NOT NULL,
  ruleset text COLLATE "C" NOT NULL,
  at timestamptz(3) NOT NULL,
  assigned text COLLATE "C" GENERATED ALWAYS AS (CASE WHEN type = 'card.assigned' THEN data #>> '{to,person}' END) STORED,
  PRIMARY KEY (practice, seq)
);
CREATE INDEX event_subject ON event (practice, subject_kind, subject_id, version);
CREATE INDEX event_actor ON event (practice, actor_id, seq);
CREATE INDEX event_assigned ON event (practice, assigned, seq) WHERE assigned IS NOT NULL;

-- Protected texts, each once. Everything else holds `ref` alone. `owner` is the subject a text is forgotten with.
CREATE TABLE sealed (
  practice text COLLATE "C" NOT NULL,
  ref text COLLATE "C" NOT NULL,
  owner text COLLATE "C" NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (practice, ref)
);
CREATE INDEX sealed_owner ON sealed (practice, owner);
