import { Program } from './program.ts';
import { built } from './server.ts';

/** The proxy between browser and server that makes the network fail; see `crates/fault-proxy`. */
export class Proxy {
  private constructor(
    readonly port: number,
    readonly program: Program,
    readonly control: string,
  ) {}

  static async start(upstream: URL): Promise<Proxy> {
    const program = new Program(built('fault-proxy', 'ENVDOCK_FAULT_PROXY'), [upstream.host], {
      env: {},
    });
    const [, port, control] = await program.says(/^(\d+) (\d+)$/m);
    return new Proxy(Number(port), program, `http://127.0.0.1:${control}`);
  }

  /** The same address through this proxy. */
  through(url: URL): URL {
    const proxied = new URL(url);
    proxied.port = String(this.port);
    return proxied;
  }

  /** From now on only these faults (`FAULT PATH-PREFIX [METHOD] [TIMES]`), counting from zero. */
  async break(...faults: string[]): Promise<void> {
    const answer = await fetch(`${this.control}/faults`, { method: 'POST', body: faults.join('\n') });
    if (!answer.ok) throw new Error(await answer.text());
  }

  /** No faults any more. */
  async heal(): Promise<void> {
    await this.break();
  }

  /** What has passed since the faults were last set, as `METHOD PATH`. */
  async requests(startingWith = ''): Promise<string[]> {
    return this.#lines('requests', startingWith);
  }

  /** The same for the requests whose answers have not ended: streams. */
  async underWay(startingWith = ''): Promise<string[]> {
    return this.#lines('under-way', startingWith);
  }

  /** Closes the connections of requests that start like this, in the middle of their answers. */
  async hangUp(startingWith: string): Promise<void> {
    await fetch(`${this.control}/hang-ups`, { method: 'POST', body: startingWith });
  }

  async #lines(list: string, startingWith: string): Promise<string[]> {
    const text = await (await fetch(`${this.control}/${list}`)).text();
    return text.split('\n').filter((line) => line !== '' && line.startsWith(startingWith));
  }

  async stop(): Promise<void> {
    await this.program.kill('SIGKILL');
  }
}
