-- What leaves the house, and what staff are told.

-- `lease_until` is set while a sender has the effect; one that never answered may have sent it, so it is not taken back.
CREATE TABLE outbox (
  practice text COLLATE "C" NOT NULL,
  effect_key text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  subject_kind text COLLATE "C" NOT NULL,
  subject_id text COLLATE "C" NOT NULL,
  event text COLLATE "C" NOT NULL,
  body jsonb NOT NULL,
  path jsonb NOT NULL,
  depth integer NOT NULL,
  status text COLLATE "C" NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'sent', 'dead')),
  queued_at timestamptz(3) NOT NULL,
  next_at timestamptz(3) NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  lease_until timestamptz(3),
  sent_at timestamptz(3),
  error text,
  PRIMARY KEY (practice, effect_key)
);
CREATE INDEX outbox_pending ON outbox (practice, next_at, effect_key) WHERE status = 'pending';

CREATE TABLE inbox (
  practice text COLLATE "C" NOT NULL,
  effect text COLLATE "C" NOT NULL,
  at timestamptz(3) NOT NULL,
  role text COLLATE "C",
  person text COLLATE "C",
  patient text COLLATE "C",
  card text COLLATE "C",
  text jsonb NOT NULL,
  PRIMARY KEY (practice, effect)
);
CREATE INDEX inbox_newest ON inbox (practice, at);
