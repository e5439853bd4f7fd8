import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Program } from './program.ts';
import type { Stage } from './stage.ts';

const examples = join(import.meta.dirname, '../../../examples');

/** A host of `examples` that has a page of its own to be built, and what serves it. */
export class ExampleHost {
  private constructor(
    readonly program: Program,
    readonly link: URL,
  ) {}

  /** The chat: its backend has a token of the host's own. */
  static async chat(stage: Stage, mode: 'built' | 'dev' = 'built'): Promise<ExampleHost> {
    const { origin } = await stage.serve();
    const { output } = await stage.server.run('token', 'mint', '--role', 'host');
    const env = { ENVDOCK_URL: origin, ENVDOCK_HOST_TOKEN: output.trim() };
    const args = ['serve.js', ...(mode === 'dev' ? ['--dev'] : [])];
    return ExampleHost.#start('react_chat', args, env);
  }

  /** The page with shadcn's tokens: Vite serves it, and passes the interface on. */
  static async shadcn(stage: Stage, command: 'preview' | 'dev' = 'preview'): Promise<ExampleHost> {
    const { origin, hash } = await stage.serve();
    const args = ['node_modules/vite/bin/vite.js', command, '--host', '127.0.0.1', '--port', '0'];
    const host = await ExampleHost.#start('shadcn', args, { ENVDOCK_URL: origin, NO_COLOR: '1' });
    host.link.hash = hash;
    return host;
  }

  static async #start(name: string, args: string[], env: NodeJS.ProcessEnv): Promise<ExampleHost> {
    const cwd = join(examples, name);
    if (!existsSync(join(cwd, 'dist'))) throw new Error(`${cwd} is not built: npm run build`);
    const program = new Program(process.execPath, args, { env, cwd });
    const [link] = await program.says(/http:\/\/127\.0\.0\.1:\d+\//);
    return new ExampleHost(program, new URL(link));
  }

  async stop(): Promise<void> {
    await this.program.kill('SIGKILL');
  }
}
