-- What a ruleset says never changes; comments, layout and tests around it may. Each such text is one more, the last is shown.
CREATE TABLE ruleset_text (
  practice text COLLATE "C" NOT NULL,
  hash text COLLATE "C" NOT NULL,
  edition integer NOT NULL,
  files jsonb NOT NULL,
  PRIMARY KEY (practice, hash, edition),
  FOREIGN KEY (practice, hash) REFERENCES ruleset (practice, hash)
);
ALTER TABLE ruleset_text ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY fence ON ruleset_text USING (practice = current_setting('corridor.practice', true));
