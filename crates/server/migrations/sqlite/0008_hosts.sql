-- Repositories and configurations that hosts declare, with ids of their own.

-- 0: it was made of a folder of this machine, and is not for a host to change.
ALTER TABLE configurations ADD COLUMN version INTEGER NOT NULL DEFAULT 0;

CREATE TABLE repositories (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
