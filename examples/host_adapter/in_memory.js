/**
 * A host adapter that keeps everything in the page: for demos and tests, gone with a reload.
 *
 * `configurations`: the projects, as `GET /configurations` answers them.
 *
 * @param {import('envdock').Wire['ConfigurationAnswer'][]} configurations
 * @returns {import('envdock').HostAdapter}
 */
export function inMemoryAdapter(configurations, user = 'you') {
  /** By address: what is stored, and apart from it the value, which is never given out. */
  const stored = new Map();
  const values = new Map();
  const listeners = new Set();
  /** What was answered: the same order again gets the same answer. */
  const answers = new Map();
  let revision = 1;

  const place = ({ environment, scope, key }) => JSON.stringify([environment, scope, key]);

  const tell = (event) => {
    for (const listener of listeners) listener({ revision, event });
  };

  /** What applies to a key, nearest first. */
  const applying = (context, key) => {
    const { environment, configuration, file } = context;
    const scopes = [
      configuration && file && { type: 'file', configuration, ...file },
      configuration && { type: 'configuration', id: configuration },
      { type: 'organization' },
    ];
    return scopes.filter(Boolean).flatMap((scope) => stored.get(place({ environment, scope, key })) ?? []);
  };

  /**
   * Does one write, or says why not.
   * @param {any} operation
   */
  const write = ({ op, address, expected_version, value }, number) => {
    const at = place(address);
    const before = stored.get(at);
    if ((before?.version ?? 0) !== expected_version) {
      const pointer = `/operations/${number}`;
      const refused = { pointer, code: 'conflict', detail: 'changed meanwhile', current: before };
      return { address, outcome: { refused } };
    }
    if (op === 'unset') {
      stored.delete(at);
      values.delete(at);
      return { address, outcome: { removed: { version: expected_version + 1 } } };
    }
    if (op !== 'set') {
      const refused = { pointer: `/operations/${number}`, code: 'forbidden', detail: 'not offered' };
      return { address, outcome: { refused } };
    }
    const now = { version: expected_version + 1, updated_at: new Date().toISOString(), updated_by: user };
    stored.set(at, { scope: address.scope, ...now });
    values.set(at, value);
    return { address, outcome: { stored: now } };
  };

  return {
    async me() {
      /** @type {import('envdock').Wire['ScopeKind'][]} */
      const scopes = ['file', 'configuration', 'organization'];
      const capabilities = { scopes, versions: true, events: true };
      return { user, organization: 'in-memory', role: 'owner', environments: ['dev'], capabilities };
    },

    async configurations({ ids }) {
      const asked = ids ? configurations.filter(({ id }) => ids.includes(id)) : configurations;
      return { revision, configurations: asked };
    },

    async saveSpec({ configuration, expected_version, spec }) {
      const found = configurations.find(({ id }) => id === configuration);
      if (!found) throw Object.assign(new Error('no such configuration'), { status: 404 });
      if (found.spec_version !== expected_version) {
        throw Object.assign(new Error('changed meanwhile'), { status: 412 });
      }
      Object.assign(found, { spec, spec_version: expected_version + 1 });
      revision += 1;
      tell({ spec: { configuration, version: found.spec_version } });
      return { revision, version: found.spec_version, spec };
    },

    async check({ contexts }) {
      const results = contexts.map((context) => ({
        keys: context.keys.map((key) => ({ key, presence: { stored: applying(context, key) } })),
      }));
      return { revision, results };
    },

    async write({ idempotency_key, operations }) {
      const known = answers.get(idempotency_key);
      if (known) return known;
      revision += 1;
      const results = operations.map(write);
      answers.set(idempotency_key, { revision, results });
      const done = results.filter(({ outcome }) => !outcome.refused);
      const changes = done.map(({ address }) => {
        const now = stored.get(place(address));
        return { address, version: now?.version ?? revision, ...(now && { stored: now }) };
      });
      tell({ presence: { changes } });
      return { revision, results };
    },

    subscribe(_after, onEvent, signal) {
      listeners.add(onEvent);
      return new Promise((ended) => {
        signal.addEventListener('abort', () => {
          listeners.delete(onEvent);
          ended();
        });
      });
    },
  };
}
