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
 *
 * @returns {import('envdock').HostAdapter}
 */
export function keyListAdapter(api, user) {
  const epoch = '1970-01-01T00:00:00Z';
  /** The interface says that a key is there, and nothing more about it: the epoch stands for that. */
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

  /** Keys that were submitted to a session: the interface does not list them. */
  const submitted = new Map();
  const isSubmitted = (session, key) => submitted.get(session)?.has(key) ?? false;

  /** @param {import('envdock').Wire['CheckContextBody']} context */
  const checkOne = async ({ configuration: id, session, keys }) => {
    const found = new Map((id ? await api.check(id, keys) : []).map(({ key, exists }) => [key, exists]));
    const stored = (key) => [
      ...(isSubmitted(session, key) ? [there({ type: 'session', id: session })] : []),
      ...(found.get(key) ? [there({ type: 'configuration', id })] : []),
    ];
    // A key that is left out of the answer is left out here, too: then it is unknown, not missing.
    const known = keys.filter((key) => !id || found.has(key));
    return { keys: known.map((key) => ({ key, presence: { stored: stored(key) } })) };
  };

  /** Does one write; gives the code and the facts of a refusal. */
  const change = async ({ op, address, expected_version, value }) => {
    const { scope, key } = address;
    // There are orders that it cannot carry out, and there may be new ones.
    if (op !== 'set' && op !== 'unset') return { code: 'forbidden' };
    if (scope.type === 'session') {
      // What was submitted cannot be taken back.
      if (op !== 'set') return { code: 'forbidden' };
      await api.submit(scope.id, { [key]: value });
      submitted.set(scope.id, (submitted.get(scope.id) ?? new Set()).add(key));
      return undefined;
    }
    const exists = (await api.check(scope.id, [key])).some((found) => found.key === key && found.exists);
    if (exists !== expected_version > 0) {
      return { code: 'conflict', ...(exists && { current: there(scope) }) };
    }
    // There is no replace: what is there goes first.
    if (exists) await api.remove(scope.id, key);
    if (op === 'unset') return undefined;
    try {
      await api.create(scope.id, key, value);
    } catch (error) {
      if (!exists) throw error;
      // Nothing is there any more: the page must know, so that the next try does not expect it.
      return { code: 'conflict' };
    }
    return undefined;
  };

  const writeOne = async (operation, number) => {
    const { op, address } = operation;
    const refusal = await change(operation).catch(() => ({ code: 'internal' }));
    if (refusal) {
      const refused = { pointer: `/operations/${number}`, detail: 'not saved', ...refusal };
      return { address, outcome: { refused } };
    }
    if (op !== 'set') return { address, outcome: { removed: { version: 1 } } };
    const stored = { version: 1, updated_at: new Date().toISOString(), updated_by: user };
    return { address, outcome: { stored } };
  };

  const writeAll = async (operations) => {
    const results = [];
    // One after another: the interface has no batches, and each may fail alone.
    for (const [number, operation] of operations.entries()) {
      results.push(await writeOne(operation, number));
    }
    return { results };
  };

  /** What is answered: the same order again gets the same answer. */
  const answers = new Map();

  return {
    async me() {
      /** @type {import('envdock').Wire['ScopeKind'][]} */
      const scopes = ['configuration', 'session'];
      const capabilities = { scopes, session_only: true };
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

    write({ idempotency_key, operations }) {
      // Also while the first is still under way.
      const answer = answers.get(idempotency_key) ?? writeAll(operations);
      answers.set(idempotency_key, answer);
      return answer;
    },
  };
}
