-- Row-level security: a transaction sees and writes the one practice it has named, also as the tables' owner.
DO $$
DECLARE fenced text;
BEGIN
  FOREACH fenced IN ARRAY ARRAY['practice_secret', 'counter', 'decision', 'event', 'sealed', 'card', 'record', 'timer',
                                'appointment', 'ruleset', 'outbox', 'inbox', 'account', 'session']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', fenced);
    EXECUTE format('CREATE POLICY fence ON %I USING (practice = current_setting(''corridor.practice'', true))', fenced);
  END LOOP;
END $$;

-- Which practices there are is known to every server; only a practice itself is written under its own name.
ALTER TABLE practice ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY listed ON practice FOR SELECT USING (true);
CREATE POLICY fence ON practice USING (id = current_setting('corridor.practice', true));

-- Before anyone has signed in no practice is known. Who names an address or a token in full sees what belongs to it.
CREATE POLICY named_by_email ON account FOR SELECT USING (email = current_setting('corridor.email', true));
CREATE POLICY named_by_token ON session FOR SELECT USING (token_hash = current_setting('corridor.token', true));
CREATE POLICY ended_by_token ON session FOR DELETE USING (token_hash = current_setting('corridor.token', true));
