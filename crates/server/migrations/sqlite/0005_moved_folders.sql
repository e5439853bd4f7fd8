-- What a repository is recognised by when its folder has moved: a hash of its first commit, of its
-- remote and of the place in it.
ALTER TABLE configurations ADD COLUMN origin TEXT;

CREATE INDEX configurations_by_folder ON configurations (folder);
CREATE INDEX configurations_by_origin ON configurations (origin) WHERE origin IS NOT NULL;
