-- What became of the rules that a step came upon, so that it can be told how they fare without deciding anything again.

CREATE TABLE rule_run (
  practice text COLLATE "C" NOT NULL,
  rule text COLLATE "C" NOT NULL,
  at timestamptz(3) NOT NULL,
  decision text COLLATE "C" NOT NULL,
  n integer NOT NULL,
  outcome text COLLATE "C" NOT NULL,
  PRIMARY KEY (practice, rule, at, decision, n)
);
ALTER TABLE rule_run ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY fence ON rule_run USING (practice = current_setting('corridor.practice', true));
