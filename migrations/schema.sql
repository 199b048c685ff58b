-- What migrations/ make of an empty database, read back from the catalog. Not run by anybody.
-- Written by: node --conditions=@corridor/source packages/store/src/migrate/write-schema.ts

CREATE TABLE account (
  practice text COLLATE "C" NOT NULL,
  email text COLLATE "C" NOT NULL,
  person text COLLATE "C" NOT NULL,
  role text COLLATE "C" NOT NULL,
  password_hash text NOT NULL,
  active boolean DEFAULT true NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT account_email_check CHECK (((email = lower(email)) AND (email <> ''::text))),
  CONSTRAINT account_pkey PRIMARY KEY (practice, email)
);
CREATE UNIQUE INDEX account_email ON public.account USING btree (email);
ALTER TABLE account ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY fence ON account FOR ALL USING ((practice = current_setting('corridor.practice'::text, true)));
CREATE POLICY named_by_email ON account FOR SELECT USING ((email = current_setting('corridor.email'::text, true)));

CREATE TABLE appointment (
  practice text COLLATE "C" NOT NULL,
  card text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  provider text COLLATE "C" NOT NULL,
  starts_at timestamp(3) with time zone NOT NULL,
  ends_at timestamp(3) with time zone NOT NULL,
  slot text COLLATE "C",
  provider_range int8range GENERATED ALWAYS AS (int8range(hashtextextended(((practice || '/'::text) || provider), (0)::bigint), hashtextextended(((practice || '/'::text) || provider), (0)::bigint), '[]'::text)) STORED NOT NULL,
  during tstzrange GENERATED ALWAYS AS (tstzrange(starts_at, ends_at)) STORED NOT NULL,
  offered boolean DEFAULT false NOT NULL,
  CONSTRAINT appointment_pkey PRIMARY KEY (practice, card, id),
  CONSTRAINT appointment_not_twice EXCLUDE USING gist (provider_range WITH &&, during WITH &&)
);
CREATE INDEX appointment_provider ON public.appointment USING btree (practice, provider, starts_at);
CREATE UNIQUE INDEX appointment_slot_once ON public.appointment USING btree (practice, slot) WHERE (slot IS NOT NULL);
ALTER TABLE appointment ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY fence ON appointment FOR ALL USING ((practice = current_setting('corridor.practice'::text, true)));

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
  CONSTRAINT card_pkey PRIMARY KEY (practice, id)
) WITH (fillfactor=80);
CREATE INDEX card_column ON public.card USING btree (practice, stage, rank);
CREATE INDEX card_patient ON public.card USING btree (practice, patient);
CREATE INDEX card_workload ON public.card USING btree (practice, assignee) WHERE ((assignee IS NOT NULL) AND (NOT is_final));
ALTER TABLE card ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY fence ON card FOR ALL USING ((practice = current_setting('corridor.practice'::text, true)));

CREATE TABLE counter (
  practice text COLLATE "C" NOT NULL,
  seq bigint DEFAULT 0 NOT NULL,
  at timestamp(3) with time zone,
  CONSTRAINT counter_practice_fkey FOREIGN KEY (practice) REFERENCES practice(id),
  CONSTRAINT counter_pkey PRIMARY KEY (practice)
) WITH (fillfactor=10);
ALTER TABLE counter ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY fence ON counter FOR ALL USING ((practice = current_setting('corridor.practice'::text, true)));

CREATE TABLE decision (
  practice text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  subject_kind text COLLATE "C" NOT NULL,
  subject_id text COLLATE "C" NOT NULL,
  after_seq bigint NOT NULL,
  first_seq bigint,
  last_seq bigint,
  at timestamp(3) with time zone NOT NULL,
  body jsonb NOT NULL,
  CONSTRAINT decision_pkey PRIMARY KEY (practice, id)
);
CREATE INDEX decision_order ON public.decision USING btree (practice, after_seq);
CREATE INDEX decision_subject ON public.decision USING btree (practice, subject_kind, subject_id, after_seq);
ALTER TABLE decision ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY fence ON decision FOR ALL USING ((practice = current_setting('corridor.practice'::text, true)));

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
  at timestamp(3) with time zone NOT NULL,
  assigned text COLLATE "C" GENERATED ALWAYS AS (
CASE
    WHEN (type = 'card.assigned'::text) THEN (data #>> '{to,person}'::text[])
    ELSE NULL::text
END) STORED,
  CONSTRAINT event_pkey PRIMARY KEY (practice, seq)
);
CREATE INDEX event_actor ON public.event USING btree (practice, actor_id, seq);
CREATE INDEX event_assigned ON public.event USING btree (practice, assigned, seq) WHERE (assigned IS NOT NULL);
CREATE INDEX event_subject ON public.event USING btree (practice, subject_kind, subject_id, version);
ALTER TABLE event ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY fence ON event FOR ALL USING ((practice = current_setting('corridor.practice'::text, true)));

CREATE TABLE inbox (
  practice text COLLATE "C" NOT NULL,
  effect text COLLATE "C" NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  role text COLLATE "C",
  person text COLLATE "C",
  patient text COLLATE "C",
  card text COLLATE "C",
  text jsonb NOT NULL,
  CONSTRAINT inbox_pkey PRIMARY KEY (practice, effect)
);
CREATE INDEX inbox_newest ON public.inbox USING btree (practice, at);
ALTER TABLE inbox ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY fence ON inbox FOR ALL USING ((practice = current_setting('corridor.practice'::text, true)));

CREATE TABLE migration (
  number integer NOT NULL,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT migration_pkey PRIMARY KEY (number)
);

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
  status text COLLATE "C" DEFAULT 'pending'::text NOT NULL,
  queued_at timestamp(3) with time zone NOT NULL,
  next_at timestamp(3) with time zone NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  lease_until timestamp(3) with time zone,
  sent_at timestamp(3) with time zone,
  error text,
  group_key text COLLATE "C",
  quiet_until timestamp(3) with time zone,
  lapses integer DEFAULT 0 NOT NULL,
  recipient text COLLATE "C",
  via text COLLATE "C",
  released_at timestamp(3) with time zone,
  provider text COLLATE "C",
  receipt text COLLATE "C",
  address text COLLATE "C",
  turn integer DEFAULT 0 NOT NULL,
  CONSTRAINT outbox_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'sent'::text, 'dead'::text]))),
  CONSTRAINT outbox_pkey PRIMARY KEY (practice, effect_key)
);
CREATE INDEX outbox_address ON public.outbox USING btree (practice, address, sent_at) WHERE (address IS NOT NULL);
CREATE INDEX outbox_dead ON public.outbox USING btree (practice, queued_at) WHERE (status = 'dead'::text);
CREATE INDEX outbox_group ON public.outbox USING btree (practice, group_key) WHERE (group_key IS NOT NULL);
CREATE INDEX outbox_newest ON public.outbox USING btree (practice, queued_at, effect_key);
CREATE INDEX outbox_pending ON public.outbox USING btree (practice, next_at, effect_key) WHERE (status = 'pending'::text);
CREATE INDEX outbox_written ON public.outbox USING btree (practice, recipient, released_at) WHERE (recipient IS NOT NULL);
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY fence ON outbox FOR ALL USING ((practice = current_setting('corridor.practice'::text, true)));

CREATE TABLE practice (
  id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT practice_id_check CHECK ((id <> ''::text)),
  CONSTRAINT practice_pkey PRIMARY KEY (id)
);
ALTER TABLE practice ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY fence ON practice FOR ALL USING ((id = current_setting('corridor.practice'::text, true)));
CREATE POLICY listed ON practice FOR SELECT USING (true);

CREATE TABLE practice_secret (
  practice text COLLATE "C" NOT NULL,
  secret text NOT NULL,
  CONSTRAINT practice_secret_practice_fkey FOREIGN KEY (practice) REFERENCES practice(id),
  CONSTRAINT practice_secret_pkey PRIMARY KEY (practice)
);
ALTER TABLE practice_secret ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY fence ON practice_secret FOR ALL USING ((practice = current_setting('corridor.practice'::text, true)));

CREATE TABLE record (
  practice text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  body jsonb NOT NULL,
  CONSTRAINT record_pkey PRIMARY KEY (practice, kind, id)
);
ALTER TABLE record ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY fence ON record FOR ALL USING ((practice = current_setting('corridor.practice'::text, true)));

CREATE TABLE rule_run (
  practice text COLLATE "C" NOT NULL,
  rule text COLLATE "C" NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  decision text COLLATE "C" NOT NULL,
  n integer NOT NULL,
  outcome text COLLATE "C" NOT NULL,
  CONSTRAINT rule_run_pkey PRIMARY KEY (practice, rule, at, decision, n)
);
ALTER TABLE rule_run ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY fence ON rule_run FOR ALL USING ((practice = current_setting('corridor.practice'::text, true)));

CREATE TABLE ruleset (
  practice text COLLATE "C" NOT NULL,
  hash text COLLATE "C" NOT NULL,
  files jsonb NOT NULL,
  CONSTRAINT ruleset_pkey PRIMARY KEY (practice, hash)
);
ALTER TABLE ruleset ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY fence ON ruleset FOR ALL USING ((practice = current_setting('corridor.practice'::text, true)));

CREATE TABLE ruleset_text (
  practice text COLLATE "C" NOT NULL,
  hash text COLLATE "C" NOT NULL,
  edition integer NOT NULL,
  files jsonb NOT NULL,
  CONSTRAINT ruleset_text_practice_hash_fkey FOREIGN KEY (practice, hash) REFERENCES ruleset(practice, hash),
  CONSTRAINT ruleset_text_pkey PRIMARY KEY (practice, hash, edition)
);
ALTER TABLE ruleset_text ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY fence ON ruleset_text FOR ALL USING ((practice = current_setting('corridor.practice'::text, true)));

CREATE TABLE sealed (
  practice text COLLATE "C" NOT NULL,
  ref text COLLATE "C" NOT NULL,
  owner text COLLATE "C" NOT NULL,
  bytes bytea NOT NULL,
  CONSTRAINT sealed_pkey PRIMARY KEY (practice, ref)
);
CREATE INDEX sealed_owner ON public.sealed USING btree (practice, owner);
ALTER TABLE sealed ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY fence ON sealed FOR ALL USING ((practice = current_setting('corridor.practice'::text, true)));

CREATE TABLE session (
  practice text COLLATE "C" NOT NULL,
  token_hash text COLLATE "C" NOT NULL,
  person text COLLATE "C" NOT NULL,
  role text COLLATE "C" NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT session_token_hash_check CHECK ((token_hash <> ''::text)),
  CONSTRAINT session_pkey PRIMARY KEY (practice, token_hash)
);
CREATE INDEX session_person ON public.session USING btree (practice, person);
CREATE UNIQUE INDEX session_token ON public.session USING btree (token_hash);
ALTER TABLE session ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY ended_by_token ON session FOR DELETE USING ((token_hash = current_setting('corridor.token'::text, true)));
CREATE POLICY fence ON session FOR ALL USING ((practice = current_setting('corridor.practice'::text, true)));
CREATE POLICY named_by_token ON session FOR SELECT USING ((token_hash = current_setting('corridor.token'::text, true)));

CREATE TABLE timer (
  practice text COLLATE "C" NOT NULL,
  card text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  due_at timestamp(3) with time zone,
  rule text COLLATE "C" NOT NULL,
  trigger integer NOT NULL,
  step integer NOT NULL,
  anchor text COLLATE "C",
  since text COLLATE "C",
  sig text COLLATE "C" NOT NULL,
  path jsonb,
  depth integer,
  ledger jsonb,
  CONSTRAINT timer_pkey PRIMARY KEY (practice, card, key)
);
CREATE INDEX timer_due ON public.timer USING btree (practice, due_at, key) WHERE (due_at IS NOT NULL);
ALTER TABLE timer ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY fence ON timer FOR ALL USING ((practice = current_setting('corridor.practice'::text, true)));
