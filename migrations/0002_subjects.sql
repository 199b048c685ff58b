-- The present: what the history has made of every card and record, with their clocks and appointments.

-- `body` is the card; the columns beside it are the parts of it that are searched for.
CREATE TABLE card (
  practice text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  type text COLLATE "C" NOT NULL,
  stage text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  rank text COLLATE "C" NOT NULL,
  location text COLLATE "C" NOT NULL,
  patient text COLLATE "C" NOT NULL,
  is_final boolean NOT NULL,
  assignee text COLLATE "C",
  role text COLLATE "C",
  priority text COLLATE "C",
  reconciled text COLLATE "C",
  body jsonb NOT NULL,
  PRIMARY KEY (practice, id)
) WITH (fillfactor = 80);
CREATE INDEX card_column ON card (practice, stage, rank);
CREATE INDEX card_patient ON card (practice, patient);
CREATE INDEX card_workload ON card (practice, assignee) WHERE assignee IS NOT NULL AND NOT is_final;

CREATE TABLE record (
  practice text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  body jsonb NOT NULL,
  PRIMARY KEY (practice, kind, id)
);

-- Clocks, guarded by their card's lock. `due_at` is null for one that has rung and remembers so. `anchor` and `since`
-- are instants as the rules wrote them: part of a clock's identity, never compared here.
CREATE TABLE timer (
  practice text COLLATE "C" NOT NULL,
  card text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  due_at timestamptz(3),
  rule text COLLATE "C" NOT NULL,
  trigger integer NOT NULL,
  step integer NOT NULL,
  anchor text COLLATE "C",
  since text COLLATE "C",
  sig text COLLATE "C" NOT NULL,
  PRIMARY KEY (practice, card, key)
);
CREATE INDEX timer_due ON timer (practice, due_at, key) WHERE due_at IS NOT NULL;

-- The cards' appointments once more, as times of a provider. No time of a provider is given twice, and no slot: the
-- provider is a range of one number (a hash), so that the constraint needs no extension.
CREATE TABLE appointment (
  practice text COLLATE "C" NOT NULL,
  card text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  provider text COLLATE "C" NOT NULL,
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  slot text COLLATE "C",
  provider_range int8range NOT NULL GENERATED ALWAYS AS (
    int8range(hashtextextended(practice || '/' || provider, 0), hashtextextended(practice || '/' || provider, 0), '[]')
  ) STORED,
  during tstzrange NOT NULL GENERATED ALWAYS AS (tstzrange(starts_at, ends_at)) STORED,
  PRIMARY KEY (practice, card),
  CONSTRAINT appointment_not_twice EXCLUDE USING gist (provider_range WITH &&, during WITH &&)
);
CREATE INDEX appointment_provider ON appointment (practice, provider, starts_at);
CREATE UNIQUE INDEX appointment_slot_once ON appointment (practice, slot) WHERE slot IS NOT NULL;

-- Rules files by the hash of their content.
CREATE TABLE ruleset (
  practice text COLLATE "C" NOT NULL,
  hash text COLLATE "C" NOT NULL,
  files jsonb NOT NULL,
  PRIMARY KEY (practice, hash)
);
