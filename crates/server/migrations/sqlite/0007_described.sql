-- Who described a value and when; of what was described before nobody knows. Where a description was
-- taken away its row stays, with an empty text.
ALTER TABLE secret_descriptions ADD COLUMN updated_at TEXT;
ALTER TABLE secret_descriptions ADD COLUMN updated_by TEXT;
