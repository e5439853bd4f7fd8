import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Program } from './program.ts';

const root = join(import.meta.dirname, '../../..');
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');

/** The built package: where `cargo xtask test` says, else what is there. */
export function packed(): string {
  const candidates = [`${target}/package`, `${target}/package-dev`];
  const found = process.env.ENVDOCK_PACKAGE ?? candidates.find((path) => existsSync(path));
  if (!found) throw new Error('there is no package: cargo xtask package');
  return found;
}

/** The package's main module, which says that it is this version; its own, if none is given. */
export function moduleOf(version?: string): string {
  const text = readFileSync(join(packed(), 'index.js'), 'utf8');
  const own = JSON.parse(readFileSync(join(packed(), 'package.json'), 'utf8')).version;
  return text.replaceAll(`"${own}"`, `"${version ?? own}"`);
}

/** The page of `examples/plain_html`, served by its own small server. */
export class HostPage {
  private constructor(
    readonly program: Program,
    /** Its address, with the launch code. */
    readonly link: URL,
  ) {}

  /** Starts its server before the one that has printed this launch link. */
  static async start(launch: URL): Promise<HostPage> {
    const serve = join(root, 'examples/plain_html/serve.js');
    const program = new Program(process.execPath, [serve, launch.href, packed()], { env: {} });
    const [, link] = await program.says(/^(http:\/\/\S+)$/m);
    return new HostPage(program, new URL(link ?? ''));
  }

  async stop(): Promise<void> {
    await this.program.kill('SIGKILL');
  }
}
