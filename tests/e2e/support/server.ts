import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Program } from './program.ts';

const target = process.env.CARGO_TARGET_DIR ?? join(import.meta.dirname, '../../../target');

/** A built program: where `cargo xtask test` says, else the newest kind of build that is there. */
export function built(name: string, variable: string): string {
  const candidates = [`${target}/release/${name}`, `${target}/debug/${name}`];
  const found = process.env[variable] ?? candidates.find((path) => existsSync(path));
  if (!found) throw new Error(`${name} is not built: cargo xtask build`);
  return found;
}

/** The built `envdock` serving a folder, with a data folder of its own that outlives it. */
export class Server {
  /** All that any of its processes has printed. */
  output = '';
  #program: Program | undefined;
  #env: NodeJS.ProcessEnv = {};

  constructor(
    readonly folder: string,
    readonly dataDir: string,
  ) {}

  /** Starts it on a free port; answers with the launch link. */
  async start(env: NodeJS.ProcessEnv = this.#env, ...more: string[]): Promise<URL> {
    this.#env = env;
    const port = env.ENVDOCK_PORT ?? '0';
    const args = ['serve', this.folder, '--port', port, '--data-dir', this.dataDir, ...more];
    this.#program = this.#spawn(args);
    const link = await this.#program.says(/^(http:\/\/\S+#launch=\S+)$/m);
    return new URL(link[1] ?? '');
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends it as a person would, with Ctrl-C; answers with its exit code. */
  async interrupt(): Promise<number | null> {
    return this.#end('SIGINT');
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const program = this.#program;
    this.#program = undefined;
    const code = (await program?.kill(signal)) ?? null;
    this.output += program?.output ?? '';
    return code;
  }

  /** Everything printed so far, also by the process that runs. */
  heard(): string {
    return this.output + (this.#program?.output ?? '');
  }

  /** Runs another command on the same data folder. */
  async run(...args: string[]): Promise<{ code: number | null; output: string }> {
    const program = this.#spawn([...args, '--data-dir', this.dataDir]);
    const code = await program.ended;
    this.output += program.output;
    return { code, output: program.output };
  }

  /** A new launch link, from `envdock open`. */
  async open(): Promise<URL> {
    const { output } = await this.run('open');
    const link = output.match(/^(http:\/\/\S+#launch=\S+)$/m);
    if (!link?.[1]) throw new Error(`no link: ${output}`);
    return new URL(link[1]);
  }

  #spawn(args: string[]): Program {
    // Nothing of the machine: no other data folder, no git configuration, no settings.
    const home = join(this.dataDir, '..', 'home');
    const env = { PATH: process.env.PATH, HOME: home, ...this.#env };
    return new Program(built('envdock', 'ENVDOCK_BINARY'), args, { env });
  }
}
