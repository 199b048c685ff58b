-- How often a delivery that was given up has been begun anew: what is told of it then is told under another name.
ALTER TABLE outbox ADD COLUMN turn integer NOT NULL DEFAULT 0;
CREATE INDEX outbox_newest ON outbox (practice, queued_at, effect_key);
