import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Api } from './api.ts';
import { type Source, filesBelow, source } from './canary.ts';
import { Proxy } from './proxy.ts';
import { canaryValue, keyName } from './random.ts';
import { Server } from './server.ts';
import { Workspace } from './workspace.ts';

/** Everything one test needs besides its browser; nothing of it is shared with another test. */
export class Stage {
  readonly folder = mkdtempSync(join(tmpdir(), 'envdock-e2e-'));
  readonly dataDir = join(this.folder, 'data');
  readonly workspace = new Workspace(join(this.folder, 'project'));
  readonly server = new Server(this.workspace.path, this.dataDir);
  /** The values that were handed out: at the end of the test they are searched everywhere. */
  readonly secrets: string[] = [];
  #proxy: Proxy | undefined;
  #api: Api | undefined;

  /** A value that must not be found anywhere but in the env file. */
  secret(value = canaryValue()): string {
    this.secrets.push(value);
    return value;
  }

  /** Has the project ask for one key in its `.env`. */
  key(ending?: string): string {
    const key = keyName(ending);
    this.workspace.example('.env.example', [key]);
    return key;
  }

  /** The same for two keys: most stories are about one, and need another that they leave alone. */
  twoKeys(): [string, string] {
    const keys: [string, string] = [keyName(), keyName()];
    this.workspace.example('.env.example', keys);
    return keys;
  }

  /** Starts the server; answers with its launch link. */
  async serve(): Promise<URL> {
    return this.server.start();
  }

  /** Starts the server behind the fault proxy; answers with the launch link through it. */
  async serveBehindProxy(env?: NodeJS.ProcessEnv): Promise<URL> {
    const direct = await this.server.start(env);
    this.#proxy = await Proxy.start(direct);
    return this.#proxy.through(direct);
  }

  get proxy(): Proxy {
    if (!this.#proxy) throw new Error('this server is not behind the proxy');
    return this.#proxy;
  }

  /** Starts the server and signs a page in: it shows the session of the workspace. */
  async open(page: Page): Promise<void> {
    await page.goto((await this.serve()).href);
  }

  /** The same through the fault proxy. */
  async openBehindProxy(page: Page): Promise<void> {
    await page.goto((await this.serveBehindProxy()).href);
  }

  /** The server's interface, with a sign-in of its own, past the proxy. */
  async api(): Promise<Api> {
    this.#api ??= await Api.signIn(await this.server.open());
    return this.#api;
  }

  /** The interface as somebody else uses it, who may do what `role` may. */
  async somebodyElse(user: string, role: 'admin' | 'member'): Promise<Api> {
    const api = await this.api();
    const made = await api.call('POST', '/tokens', { user, role, expires_in: 3600 });
    return new Api(api.origin, (made as { token: string }).token);
  }

  /** Leaves a configuration as a crash between its first two writes does: known, and without a spec. */
  forgetSpec(configuration: string): void {
    const program = `import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as store:
    store.execute("UPDATE configurations SET spec = NULL, spec_version = 0 WHERE id = ?", [sys.argv[2]])`;
    execFileSync('python3', ['-c', program, join(this.dataDir, 'envdock.db'), configuration]);
  }

  /** What the server keeps and prints. */
  kept(): Source[] {
    return [...filesBelow(this.dataDir), source('output', this.server.heard())];
  }

  async strike(): Promise<void> {
    await this.#proxy?.stop();
    await this.server.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
