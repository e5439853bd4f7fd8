-- Everything an organization stores. Instants are RFC 3339 text in UTC, scopes are written as
-- src/db/sqlite/scope_text.rs does. Never edit this file once it is released: add another.

CREATE TABLE organization (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    revision INTEGER NOT NULL,
    -- Tells whether the master key at hand is the one the values were encrypted with.
    key_check BLOB NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE configurations (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    folder TEXT,
    spec_version INTEGER NOT NULL DEFAULT 0,
    spec TEXT,
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX configurations_by_name ON configurations (name, id);

CREATE TABLE configuration_repositories (
    configuration TEXT NOT NULL REFERENCES configurations (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (configuration, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    configuration TEXT NOT NULL REFERENCES configurations (id) ON DELETE CASCADE,
    environment TEXT NOT NULL,
    owner TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_live ON sessions (configuration, started_at) WHERE ended_at IS NULL;

-- The head of every address. Its row stays after a deletion, so that versions only grow. The
-- primary key holds every column that a check reads: it is the covering index.
CREATE TABLE secrets (
    environment TEXT NOT NULL,
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    is_live INTEGER NOT NULL CHECK (is_live IN (0, 1)),
    updated_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    PRIMARY KEY (environment, scope, key)
) STRICT, WITHOUT ROWID;

-- Values, encrypted. Those that were replaced are kept for 30 days.
CREATE TABLE secret_versions (
    environment TEXT NOT NULL,
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    key_id TEXT NOT NULL,
    nonce BLOB NOT NULL,
    ciphertext BLOB NOT NULL,
    superseded_at TEXT,
    UNIQUE (environment, scope, key, version)
) STRICT;

CREATE INDEX secret_versions_superseded ON secret_versions (superseded_at)
WHERE superseded_at IS NOT NULL;

-- Answers of writes, so that a retry gets the first one.
CREATE TABLE idempotency (
    user TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    answer BLOB NOT NULL,
    -- 0 until the answer also says what became of env files.
    is_final INTEGER NOT NULL CHECK (is_final IN (0, 1)),
    created_at TEXT NOT NULL,
    PRIMARY KEY (user, key)
) STRICT;

CREATE INDEX idempotency_by_age ON idempotency (created_at);

CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    user TEXT NOT NULL,
    action TEXT NOT NULL,
    environment TEXT,
    scope TEXT,
    key TEXT,
    version INTEGER,
    refused TEXT
) STRICT;

CREATE TABLE tokens (
    id TEXT PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    user TEXT NOT NULL,
    role TEXT NOT NULL,
    sessions TEXT,
    environments TEXT NOT NULL,
    write_scopes TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT
) STRICT;

-- Lines of env files that are ours or were taken for ours, by a keyed hash.
CREATE TABLE line_records (
    configuration TEXT NOT NULL REFERENCES configurations (id) ON DELETE CASCADE,
    workspace_path TEXT NOT NULL,
    path TEXT NOT NULL,
    key TEXT NOT NULL,
    hash BLOB NOT NULL,
    scope TEXT NOT NULL,
    version INTEGER NOT NULL,
    origin TEXT NOT NULL,
    PRIMARY KEY (configuration, workspace_path, path, key)
) STRICT, WITHOUT ROWID;
