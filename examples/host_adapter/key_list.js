/**
 * A host adapter for an IDE that has its own interface for secrets: a check with a list of keys
 * per configuration, create, delete, and values for one session. It has no versions, revisions or
 * batches, and knows of a key only whether it is there.
 *
 * `api`, all asynchronous:
 *  - `projects()` gives `[{ id, name, envFiles: [{ path, keys: [{ name, required }] }] }]`
 *  - `check(configurationId, keys)` gives `[{ key, exists }]`
 *  - `create(configurationId, key, value)`, `remove(configurationId, key)`
 *  - `submit(sessionId, { [key]: value })`
 */
export function keyListAdapter(api, user) {
  const epoch = '1970-01-01T00:00:00Z';
  /** The interface says that a key is there, and nothing more about it. */
  const there = (scope) => ({ scope, version: 1, updated_at: epoch, updated_by: user });

  const configuration = ({ id, name, envFiles }) => ({
    id,
    name,
    repositories: [],
    spec_version: 1,
    spec: {
      files: envFiles.map(({ path, keys }) => ({
        path,
        slots: keys.map(({ name: key, required }) => ({ key, required })),
      })),
    },
  });

  const checkOne = async ({ configuration: id, keys }) => {
    if (!id) return { keys: keys.map((key) => ({ key, presence: { stored: [] } })) };
    const found = new Map((await api.check(id, keys)).map(({ key, exists }) => [key, exists]));
    // A key that is left out of the answer is left out here, too: then it is unknown, not missing.
    const known = keys.filter((key) => found.has(key));
    const scope = { type: 'configuration', id };
    return {
      keys: known.map((key) => ({ key, presence: { stored: found.get(key) ? [there(scope)] : [] } })),
    };
  };

  const writeOne = async ({ op, address, expected_version, value }, number) => {
    const { scope, key } = address;
    try {
      if (scope.type === 'session') {
        await api.submit(scope.id, { [key]: value });
      } else {
        // There is no replace: what is there goes first.
        if (expected_version > 0) await api.remove(scope.id, key);
        if (op === 'set') await api.create(scope.id, key, value);
      }
    } catch {
      const refused = { pointer: `/operations/${number}`, code: 'internal', detail: 'not saved' };
      return { address, outcome: { refused } };
    }
    if (op !== 'set') return { address, outcome: { removed: { version: 1 } } };
    const stored = { version: 1, updated_at: new Date().toISOString(), updated_by: user };
    return { address, outcome: { stored } };
  };

  return {
    async me() {
      const capabilities = { scopes: ['configuration', 'session'], session_only: true };
      return { user, organization: 'host', role: 'admin', environments: ['dev'], capabilities };
    },

    async configurations({ ids }) {
      const projects = await api.projects();
      const asked = ids ? projects.filter(({ id }) => ids.includes(id)) : projects;
      return { configurations: asked.map(configuration) };
    },

    async check({ contexts }) {
      return { results: await Promise.all(contexts.map(checkOne)) };
    },

    async write({ operations }) {
      const results = [];
      // One after another: the interface has no batches, and each may fail alone.
      for (const [number, operation] of operations.entries()) {
        results.push(await writeOne(operation, number));
      }
      return { results };
    },
  };
}
