-- Who signs in. An address names one account in one practice, so that nobody is asked which practice is theirs.
CREATE TABLE account (
  practice text COLLATE "C" NOT NULL,
  email text COLLATE "C" NOT NULL CHECK (email = lower(email) AND email <> ''),
  person text COLLATE "C" NOT NULL,
  role text COLLATE "C" NOT NULL,
  password_hash text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (practice, email)
);
CREATE UNIQUE INDEX account_email ON account (email);

-- `token_hash` is the digest of the cookie: reading this table lets nobody in.
CREATE TABLE session (
  practice text COLLATE "C" NOT NULL,
  token_hash text COLLATE "C" NOT NULL CHECK (token_hash <> ''),
  person text COLLATE "C" NOT NULL,
  role text COLLATE "C" NOT NULL,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  PRIMARY KEY (practice, token_hash)
);
CREATE UNIQUE INDEX session_token ON session (token_hash);
CREATE INDEX session_person ON session (practice, person);
