import { hex } from './random.ts';

/** The JSON interface as another client would use it. */
export class Api {
  constructor(
    readonly origin: string,
    readonly token: string,
  ) {}

  static async signIn(link: URL): Promise<Api> {
    const launch = link.hash.replace('#launch=', '');
    const answer = await new Api(link.origin, '').call('POST', '/sign-in', { launch });
    return new Api(link.origin, String((answer as { token: string }).token));
  }

  /** One call; anything but success is an error. */
  async call(method: string, path: string, body?: unknown, more: Headers = {}): Promise<unknown> {
    const headers: Headers = { 'Idempotency-Key': hex(16), ...more };
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const answer = await fetch(`${this.origin}/api/v1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  }

  /** The configuration of this name; the first, when there is no other. */
  async configuration(name?: string): Promise<Configuration> {
    const answer = (await this.call('GET', '/configurations?include=spec')) as {
      configurations: Configuration[];
    };
    const found = answer.configurations.find((known) => !name || known.name === name);
    if (!found) throw new Error(`no configuration ${name}`);
    return found;
  }

  /** Stores a value where another person or program would. */
  async set(scope: Scope, key: string, value: string, expected_version = 0): Promise<void> {
    const operation = { op: 'set', address: { scope, key }, expected_version, value };
    const answer = await this.call('POST', '/secrets/batch', { operations: [operation] });
    const { results } = answer as { results: { outcome: object }[] };
    if (!results.every(({ outcome }) => 'stored' in outcome)) throw new Error(JSON.stringify(results));
  }

  /** Says something about a key by hand, as a person does in another place. */
  async describe(key: string, facts: object): Promise<void> {
    const { id } = await this.configuration();
    const { spec, version } = (await this.call('GET', `/configurations/${id}/spec`)) as SpecAnswer;
    for (const slot of spec.files.flatMap(({ slots }) => slots)) {
      if (slot.key === key) Object.assign(slot, facts);
    }
    await this.call('PUT', `/configurations/${id}/spec`, { spec }, { 'If-Match': `"${version}"` });
  }

  /** What was done to a key, newest first. */
  async audit(key: string): Promise<AuditEntry[]> {
    const { entries } = (await this.call('GET', '/audit')) as { entries: AuditEntry[] };
    return entries.filter((entry) => entry.address?.key === key);
  }
}

type Headers = Record<string, string>;

interface SpecAnswer {
  version: number;
  spec: { files: { slots: { key: string }[] }[] };
}

export type Scope =
  | { type: 'organization' }
  | { type: 'repository' | 'configuration'; id: string }
  | { type: 'file'; configuration: string; workspace_path?: string; path: string };

export interface Configuration {
  id: string;
  name: string;
  session?: string;
  repositories: { id: string; name: string }[];
}

export interface AuditEntry {
  action: string;
  version?: number;
  refused?: string;
  address?: { key: string; scope: Scope };
}
