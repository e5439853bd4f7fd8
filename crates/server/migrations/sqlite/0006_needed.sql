-- Which slots a value is needed for: what is missing somewhere is found by it.

-- Of a group one is enough, so that none of its slots is needed by itself.
ALTER TABLE spec_slots ADD COLUMN is_needed INTEGER NOT NULL DEFAULT 0 CHECK (is_needed IN (0, 1));

DELETE FROM spec_slots;

INSERT OR IGNORE INTO spec_slots (key, configuration, workspace_path, path, is_needed)
SELECT slot.value ->> 'key', known.id,
    coalesce(file.value ->> 'workspace_path', '.'), file.value ->> 'path',
    coalesce(slot.value ->> 'required', 1) AND NOT coalesce(slot.value ->> 'not_needed', 0)
        AND slot.value ->> 'any_of' IS NULL
FROM configurations AS known, json_each(known.spec, '$.files') AS file,
    json_each(file.value, '$.slots') AS slot
WHERE json_valid(known.spec);

DROP TRIGGER spec_slots_of_new;

CREATE TRIGGER spec_slots_of_new AFTER INSERT ON configurations WHEN NEW.spec IS NOT NULL
BEGIN
    INSERT OR IGNORE INTO spec_slots (key, configuration, workspace_path, path, is_needed)
    SELECT slot.value ->> 'key', NEW.id,
        coalesce(file.value ->> 'workspace_path', '.'), file.value ->> 'path',
        coalesce(slot.value ->> 'required', 1) AND NOT coalesce(slot.value ->> 'not_needed', 0)
            AND slot.value ->> 'any_of' IS NULL
    FROM json_each(NEW.spec, '$.files') AS file, json_each(file.value, '$.slots') AS slot;
END;

DROP TRIGGER spec_slots_of_saved;

CREATE TRIGGER spec_slots_of_saved AFTER UPDATE OF spec ON configurations
BEGIN
    DELETE FROM spec_slots WHERE configuration = NEW.id;
    INSERT OR IGNORE INTO spec_slots (key, configuration, workspace_path, path, is_needed)
    SELECT slot.value ->> 'key', NEW.id,
        coalesce(file.value ->> 'workspace_path', '.'), file.value ->> 'path',
        coalesce(slot.value ->> 'required', 1) AND NOT coalesce(slot.value ->> 'not_needed', 0)
            AND slot.value ->> 'any_of' IS NULL
    FROM json_each(NEW.spec, '$.files') AS file, json_each(file.value, '$.slots') AS slot;
END;
