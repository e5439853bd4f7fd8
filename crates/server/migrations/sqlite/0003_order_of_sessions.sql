-- Which of two sessions is the newer one, also within a second; and in which session something was
-- done.

-- The organization's revision when it started: every start increments it.
ALTER TABLE sessions ADD COLUMN started_revision INTEGER NOT NULL DEFAULT 0;

UPDATE sessions SET started_revision = (
    SELECT count(*) FROM sessions AS older
    WHERE (older.started_at, older.id) < (sessions.started_at, sessions.id)
);

DROP INDEX sessions_live;

CREATE INDEX sessions_live ON sessions (configuration, started_revision) WHERE ended_at IS NULL;

ALTER TABLE audit ADD COLUMN session TEXT;

-- A flood of questions is written down once in its window.
CREATE INDEX audit_limited ON audit (session, at) WHERE refused = 'rate_limited';
