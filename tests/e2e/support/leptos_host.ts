import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Front } from './front.ts';

const target = process.env.CARGO_TARGET_DIR ?? join(import.meta.dirname, '../../../target');

/** The page of `examples/leptos_csr`, on one origin with the server that has printed this launch link. */
export class LeptosHost {
  private constructor(
    readonly front: Front,
    /** Its address, with the launch code. */
    readonly link: URL,
  ) {}

  static async start(launch: URL): Promise<LeptosHost> {
    const folder = process.env.ENVDOCK_LEPTOS_HOST ?? `${target}/page/leptos_csr`;
    if (!existsSync(join(folder, 'index.html'))) throw new Error(`there is no page in ${folder}: cargo xtask test`);
    const front = await Front.start(folder, Number(launch.port));
    return new LeptosHost(front, new URL(`/${launch.hash}`, front.origin));
  }

  stop(): void {
    this.front.stop();
  }
}
