import { createReadStream, existsSync } from 'node:fs';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Project } from './project.ts';

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};
const BY_HAND = join(import.meta.dirname, '../by_hand');
const STORED = { updated_at: '2026-11-01T12:00:00Z', updated_by: 'ada' };

interface CheckBody {
  contexts: { keys: string[] }[];
}

interface BatchBody {
  operations: { address: { key: string; scope: object } }[];
}

/** Two pages, ours and the one written by hand, and ready-made answers for both. */
export class Answers {
  readonly #streams = new Set<ServerResponse>();
  #revision = 7;

  private constructor(
    readonly project: Project,
    readonly ours: string,
    readonly server: Server,
  ) {}

  /** `ours` is the folder with our page. */
  static async start(ours: string, project: Project): Promise<Answers> {
    const server = createServer();
    const answers = new Answers(project, ours, server);
    server.on('request', (asked, answer) => void answers.#answer(asked, answer));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return answers;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** Whether a page listens. */
  get isHeard(): boolean {
    return this.#streams.size > 0;
  }

  /** Tells both pages that somebody has stored a value for `key`. */
  store(key: string): void {
    this.#revision += 1;
    const scope = { type: 'configuration', id: this.project.id };
    const address = { environment: 'dev', scope, key };
    const stored = { scope, version: this.#revision, ...STORED };
    const changes = [{ address, version: this.#revision, stored }];
    this.#tell({ revision: this.#revision, event: { presence: { changes } } });
  }

  #tell(event: object): void {
    for (const stream of this.#streams) stream.write(`data: ${JSON.stringify(event)}\n\n`);
  }

  async #answer(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const path = (asked.url ?? '/').replace(/[?#].*/, '');
    // Alone in its process, a page has a finer clock.
    answer.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    answer.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    if (path === '/api/v1/events') this.#stream(answer);
    else if (path.startsWith('/api/v1/')) json(answer, this.#call(path.slice(7), await bodyOf(asked)));
    else this.#file(path, answer);
  }

  #stream(answer: ServerResponse): void {
    answer.writeHead(200, { 'content-type': 'text/event-stream' });
    answer.write(`data: ${JSON.stringify({ revision: this.#revision, event: 'connected' })}\n\n`);
    this.#streams.add(answer);
    answer.on('close', () => this.#streams.delete(answer));
  }

  #call(path: string, body: string): object | undefined {
    const revision = this.#revision;
    if (path === '/me') return this.project.me;
    if (path === '/configurations') return { revision, configurations: [this.project.configuration] };
    if (path === `/requests/${this.project.request.id}`) return { revision, request: this.project.request };
    if (path === '/checks') {
      const absent = (key: string) => ({ key, presence: { stored: [] } });
      const { contexts } = JSON.parse(body) as CheckBody;
      const results = contexts.map(({ keys }) => ({ keys: keys.map(absent) }));
      return { revision, checked_at: STORED.updated_at, results };
    }
    if (path === '/secrets/batch') {
      this.#revision += 1;
      const outcome = { stored: { version: this.#revision, ...STORED } };
      const { operations } = JSON.parse(body) as BatchBody;
      const results = operations.map(({ address }) => ({ address, outcome, applied: [] }));
      return { revision: this.#revision, results };
    }
    return undefined;
  }

  #file(path: string, answer: ServerResponse): void {
    const inOurs = join(this.ours, path);
    const file = existsSync(inOurs) ? inOurs : join(BY_HAND, path);
    if (!existsSync(file)) {
      answer.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    answer.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=3600' });
    createReadStream(file).pipe(answer);
  }
}

function json(answer: ServerResponse, body: object | undefined): void {
  const status = body ? 200 : 404;
  const text = JSON.stringify(body ?? { type: 'about:blank', title: 'Gone', status, code: 'not_found' });
  answer.writeHead(status, { 'content-type': 'application/json' }).end(text);
}

async function bodyOf(asked: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of asked) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
