-- What people say of stored values, where these are used, and how they are found by name.

-- Apart from the values, so that a check reads no words. `folded` is the text in lower case.
CREATE TABLE secret_descriptions (
    environment TEXT NOT NULL,
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    text TEXT NOT NULL,
    folded TEXT NOT NULL,
    PRIMARY KEY (environment, scope, key)
) STRICT, WITHOUT ROWID;

-- Keys in any case come first, so that no check takes one of these for its way to a value.
CREATE INDEX secrets_by_key ON secrets (lower(key), key, environment, scope) WHERE is_live = 1;

CREATE INDEX secrets_by_update
ON secrets (updated_at DESC, lower(key), key, environment, scope)
WHERE is_live = 1;

CREATE INDEX secrets_removed ON secrets (lower(key), key, environment, scope) WHERE is_live = 0;

CREATE INDEX audit_of_address ON audit (key, scope, environment, id) WHERE key IS NOT NULL;

-- The slots of all specs, by key. Triggers keep them, whoever saves a spec.
CREATE TABLE spec_slots (
    key TEXT NOT NULL,
    configuration TEXT NOT NULL REFERENCES configurations (id) ON DELETE CASCADE,
    workspace_path TEXT NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (key, configuration, workspace_path, path)
) STRICT, WITHOUT ROWID;

CREATE INDEX spec_slots_of_configuration ON spec_slots (configuration);

INSERT OR IGNORE INTO spec_slots (key, configuration, workspace_path, path)
SELECT slot.value ->> 'key', known.id,
    coalesce(file.value ->> 'workspace_path', '.'), file.value ->> 'path'
FROM configurations AS known, json_each(known.spec, '$.files') AS file,
    json_each(file.value, '$.slots') AS slot
WHERE json_valid(known.spec);

CREATE TRIGGER spec_slots_of_new AFTER INSERT ON configurations WHEN NEW.spec IS NOT NULL
BEGIN
    INSERT OR IGNORE INTO spec_slots (key, configuration, workspace_path, path)
    SELECT slot.value ->> 'key', NEW.id,
        coalesce(file.value ->> 'workspace_path', '.'), file.value ->> 'path'
    FROM json_each(NEW.spec, '$.files') AS file, json_each(file.value, '$.slots') AS slot;
END;

CREATE TRIGGER spec_slots_of_saved AFTER UPDATE OF spec ON configurations
BEGIN
    DELETE FROM spec_slots WHERE configuration = NEW.id;
    INSERT OR IGNORE INTO spec_slots (key, configuration, workspace_path, path)
    SELECT slot.value ->> 'key', NEW.id,
        coalesce(file.value ->> 'workspace_path', '.'), file.value ->> 'path'
    FROM json_each(NEW.spec, '$.files') AS file, json_each(file.value, '$.slots') AS slot;
END;
