-- What agents ask for, what is said in a session, and whether a session sets a project up.

ALTER TABLE sessions ADD COLUMN setup INTEGER NOT NULL DEFAULT 0 CHECK (setup IN (0, 1));

CREATE TABLE requests (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    -- What a repetition of the question is known by.
    request_key TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    reason TEXT NOT NULL,
    settled_at TEXT,
    settled_by TEXT
) STRICT;

CREATE INDEX requests_of_session ON requests (session, number);

-- The same question is open once.
CREATE UNIQUE INDEX requests_open ON requests (session, request_key) WHERE state = 'open';

CREATE TABLE request_keys (
    request INTEGER NOT NULL REFERENCES requests (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    asked TEXT NOT NULL,
    result TEXT,
    PRIMARY KEY (request, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE messages (
    session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    request TEXT,
    PRIMARY KEY (session, number)
) STRICT, WITHOUT ROWID;
