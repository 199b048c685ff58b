-- What is known of a delivery on its way: how often its sender died, to whom and by which way a message was let out, what
-- the provider calls it and said of it since, and a keyed mark of the number it went to, so that an answer is found again.
ALTER TABLE outbox
  ADD COLUMN lapses integer NOT NULL DEFAULT 0,
  ADD COLUMN recipient text COLLATE "C",
  ADD COLUMN via text COLLATE "C",
  ADD COLUMN released_at timestamptz(3),
  ADD COLUMN provider text COLLATE "C",
  ADD COLUMN receipt text COLLATE "C",
  ADD COLUMN address text COLLATE "C";
CREATE INDEX outbox_written ON outbox (practice, recipient, released_at) WHERE recipient IS NOT NULL;
CREATE INDEX outbox_address ON outbox (practice, address, sent_at) WHERE address IS NOT NULL;
CREATE INDEX outbox_dead ON outbox (practice, queued_at) WHERE status = 'dead';
