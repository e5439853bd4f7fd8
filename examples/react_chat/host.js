// What this host asks of the Envdock server, with a token of its own that stays here.

import { randomUUID } from 'node:crypto';

/** Ids are the host's own. */
const repository = 'example:shop';
const configuration = 'example:shop';
/** A host has its own sign-in. Here everybody is Ann. */
const user = 'ann';

export class Host {
  #server;
  #token;
  /** What the page shows. */
  shown;

  constructor(server, token) {
    this.#server = server;
    this.#token = token;
  }

  /** Declares what there is, and starts a session for its person. */
  static async open(server, token) {
    const host = new Host(server, token);
    // Nothing is there yet; where it is, the same words change nothing.
    const created = { 'If-Match': '"0"' };
    await host.#call('PUT', `/repositories/${repository}`, { name: 'shop' }, created);
    const shop = { name: 'Shop', repositories: [repository] };
    await host.#call('PUT', `/configurations/${configuration}`, shop, created);
    // A session belongs to who starts it.
    const { token: personal } = await host.#mint({ role: 'member', user, expires_in: 60 });
    const person = new Host(server, personal);
    const { id } = await person.#call('POST', '/sessions', { configuration, setup: true });
    host.shown = { configuration, session: id };
    return host;
  }

  /** For the page: what a person who is signed in here may do there, in this session only. */
  mintForPage() {
    return this.#mint({ role: 'member', user, sessions: [this.shown.session], expires_in: 900 });
  }

  /** For one turn of the agent. */
  mintForAgent() {
    return this.#mint({ role: 'agent', sessions: [this.shown.session], expires_in: 3600 });
  }

  revoke(id) {
    return this.#call('DELETE', `/tokens/${id}`);
  }

  #mint(wanted) {
    return this.#call('POST', '/tokens', wanted);
  }

  async #call(method, path, body, more) {
    const headers = {
      Authorization: `Bearer ${this.#token}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': randomUUID(),
      ...more,
    };
    const address = new URL(`/api/v1${path}`, this.#server);
    const answer = await fetch(address, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
    return answer.status === 204 ? undefined : answer.json();
  }
}
