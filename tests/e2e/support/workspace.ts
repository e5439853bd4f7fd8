import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A small repository that a test fills as it needs. */
export class Workspace {
  constructor(readonly path: string) {
    mkdirSync(path, { recursive: true });
    this.git('init', '--quiet', '--initial-branch=main');
    this.write('.gitignore', '.env\n.env.local\n');
  }

  /** Writes a file, with the folders around it. */
  write(path: string, text: string): void {
    const file = join(this.path, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Writes an example that asks for these keys. */
  example(path: string, keys: string[]): void {
    this.write(path, keys.map((key) => `${key}=\n`).join(''));
  }

  /** The exact text of a file. */
  read(path: string): string {
    return readFileSync(join(this.path, path), 'utf8');
  }

  /** The same, and nothing while there is no such file: what is waited for may not be there yet. */
  peek(path: string): string {
    return existsSync(join(this.path, path)) ? this.read(path) : '';
  }

  remove(path: string): void {
    rmSync(join(this.path, path));
  }

  link(path: string, target: string): void {
    symlinkSync(target, join(this.path, path));
  }

  /** Makes git track a file, whatever `.gitignore` says. */
  track(path: string): void {
    this.git('add', '--force', path);
    this.git('-c', 'user.name=e2e', '-c', 'user.email=e2e@example.org', 'commit', '--quiet', '-m', 'x');
  }

  git(...args: string[]): void {
    const env = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
    execFileSync('git', args, { cwd: this.path, env });
  }
}
