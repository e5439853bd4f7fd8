import { type ChildProcess, spawn } from 'node:child_process';

/** A running program and all that it has printed. */
export class Program {
  output = '';
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcess;
  #listeners: (() => void)[] = [];

  constructor(command: string, args: string[], options: { env: NodeJS.ProcessEnv; cwd?: string }) {
    this.#child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.#hear(text));
    }
    this.ended = new Promise((resolve, reject) => {
      this.#child.once('error', reject);
      this.#child.once('close', (code) => {
        resolve(code);
        this.#hear('');
      });
    });
  }

  #hear(text: string): void {
    this.output += text;
    for (const listener of this.#listeners) listener();
  }

  /** Waits until it has printed something like `pattern`. */
  says(pattern: RegExp): Promise<RegExpMatchArray> {
    const heard = new Promise<RegExpMatchArray>((resolve) => {
      const look = () => {
        const found = this.output.match(pattern);
        if (found) resolve(found);
      };
      this.#listeners.push(look);
      look();
    });
    const gone = this.ended.then((code) => {
      const found = this.output.match(pattern);
      if (found) return found;
      throw new Error(`ended with ${code} before saying ${pattern}: ${this.output}`);
    });
    return Promise.race([heard, gone]);
  }

  /** Ends it, and waits until it has ended. */
  async kill(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    return this.ended;
  }
}
