import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Page, test } from '@playwright/test';
import { type BuildOptions, build } from 'esbuild';
import { packed } from './host_page.ts';

const here = join(import.meta.dirname, '..');
const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', wasm: 'application/wasm' };
const policy =
  "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; object-src 'none'; base-uri 'none'; " +
  "require-trusted-types-for 'script'";

/** A host's own program, bundled with the package and a React of this generation. */
export async function bundled(entry: string, react: 18 | 19, options: BuildOptions = {}): Promise<string> {
  const folder = test.info().outputPath('host');
  const modules = join(folder, 'node_modules');
  mkdirSync(modules, { recursive: true });
  symlinkSync(packed(), join(modules, 'envdock'));
  const names = { react: 'react-18', 'react-dom': 'react-dom-18' };
  await build({
    entryPoints: [join(here, entry)],
    outdir: join(folder, 'out'),
    bundle: true,
    format: 'esm',
    splitting: true,
    jsx: 'automatic',
    nodePaths: [modules, join(here, 'node_modules')],
    alias: react === 18 ? names : {},
    logLevel: 'error',
    ...options,
  });
  // Bundlers that know `new URL(…, import.meta.url)` do this by themselves.
  symlinkSync(join(packed(), 'envdock_wasm_bg.wasm'), join(folder, 'out/envdock_wasm_bg.wasm'));
  return join(folder, 'out');
}

/** Shows a page with only this module of the folder, under a strict policy. */
export async function show(page: Page, folder: string, module: string): Promise<void> {
  const html = `<!doctype html><html lang="en"><link rel="icon" href="data:," /><title>Host</title><script type="module" src="${module}"></script>`;
  await page.route('https://host.test/**', async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const headers = { 'content-security-policy': policy };
    if (name === '') return route.fulfill({ body: html, contentType: types.html, headers });
    const contentType = types[name.split('.').pop() ?? ''];
    return route.fulfill({ path: join(folder, name), contentType, headers });
  });
  await page.goto('https://host.test/');
}
