import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { Ajv } from 'ajv';
import { type BuildOptions, build } from 'esbuild';
import { Front } from './support/front.ts';
import { packed } from './support/host_page.ts';
import type { Stage } from './support/stage.ts';
import { expect, test } from './support/test.ts';

const POLICY =
  "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; object-src 'none'; base-uri 'none'; " +
  "require-trusted-types-for 'script'";
const HTML = `<!doctype html><title>Host</title><link rel="icon" href="data:,">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<main></main><script type="module" src="/page.js"></script>`;

/** Makes one script of `source` and the package, as a host's bundler does. */
async function bundle(stage: Stage, source: string, options: BuildOptions = {}): Promise<string> {
  const folder = join(stage.folder, 'host');
  mkdirSync(folder);
  await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: 'jsx' },
    alias: { envdock: packed() },
    bundle: true,
    define: { 'process.env.NODE_ENV': '"development"' },
    format: 'esm',
    jsx: 'automatic',
    nodePaths: [join(import.meta.dirname, 'node_modules')],
    outfile: join(folder, 'page.js'),
    ...options,
  });
  return folder;
}

/** Opens a page that has only this script; answers with what it has asked its server for. */
async function open(page: Page, stage: Stage, source: string): Promise<{ asked: string[]; front: Front }> {
  const folder = await bundle(stage, source);
  writeFileSync(join(folder, 'host.html'), HTML);
  copyFileSync(join(packed(), 'envdock_wasm_bg.wasm'), join(folder, 'envdock_wasm_bg.wasm'));
  const { origin, token } = await stage.api();
  const front = await Front.start(folder, Number(new URL(origin).port));
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.addInitScript((token) => localStorage.setItem('envdock.token', token), token);
  await page.goto(`${front.origin}/host.html`);
  return { asked, front };
}

test('one file is enough: nothing is fetched for the program', async ({ page, stage, tab }) => {
  const key = stage.key();
  await stage.serve();
  const { id } = await (await stage.api()).configuration();
  const source = `import 'envdock/inline.js';
    const tab = document.createElement('envdock-environment-tab');
    tab.configuration = '${id}';
    document.querySelector('main').append(tab);`;
  const { asked, front } = await open(page, stage, source);
  await tab.expectRows({ [key]: 'Missing' });
  expect(asked.filter((path) => !path.startsWith('/api/')).sort()).toEqual(['/host.html', '/page.js']);
  front.stop();
});

test('React mounts, changes and takes away, and hears what happens', async ({ page, stage, tab }) => {
  const key = stage.key();
  await stage.serve();
  const { id } = await (await stage.api()).configuration();
  const source = `import { StrictMode, useRef, useState } from 'react';
    import { createRoot } from 'react-dom/client';
    import { EnvironmentTab, MissingBadge } from 'envdock/react.js';
    globalThis.told = [];
    function Host() {
      const [shown, show] = useState('');
      const tab = useRef(null);
      return <>
        <button onClick={() => show('${id}')}>Show</button>
        <button onClick={() => show(undefined)}>Take away</button>
        <MissingBadge configuration={shown || undefined}
          onOpenRequested={({ detail }) => told.push(detail.configuration + ' ' + tab.current?.localName)} />
        {shown !== undefined && <EnvironmentTab ref={tab} className="sidebar" configuration={shown}
          repositories={['one', 'two']} onSaved={({ detail }) => told.push(shown + ' ' + detail.key)} />}
      </>;
    }
    createRoot(document.querySelector('main')).render(<StrictMode><Host /></StrictMode>);`;
  const { front } = await open(page, stage, source);
  const element = page.locator('envdock-environment-tab.sidebar');
  await expect(element).toHaveAttribute('repositories', 'one two');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await tab.expectRows({ [key]: 'Missing' });
  await page.getByRole('button', { name: '1 required value missing' }).click();
  await tab.fill(key, stage.secret());
  await tab.expectRows({ [key]: 'Set' });
  const told = () => page.evaluate(() => (globalThis as unknown as { told: string[] }).told);
  await expect.poll(told).toEqual([`${id} envdock-environment-tab`, `${id} ${key}`]);
  await page.getByRole('button', { name: 'Take away', exact: true }).click();
  await expect(element).toHaveCount(0);
  front.stop();
});

test('React writes the tags on a server', async ({ stage }) => {
  const source = `import { renderToString } from 'react-dom/server';
    import { FinishDialog, OrganizationSecrets, RequestForm } from 'envdock/react.js';
    export const html = renderToString(<>
      <RequestForm request="req_7" aside />
      <RequestForm request="req_8" aside={false} onRequestClosed={() => {}} />
      <OrganizationSecrets configurationHref="/projects/{id}" className="wide" />
      <FinishDialog session="ses_42" />
    </>);`;
  const outfile = join(stage.folder, 'host/page.cjs');
  await bundle(stage, source, { format: 'cjs', platform: 'node', outfile, logLevel: 'error' });
  const { html } = (await import(pathToFileURL(outfile).href)).default;
  expect(html).toBe(
    '<envdock-request-form request="req_7" aside=""></envdock-request-form>' +
      '<envdock-request-form request="req_8"></envdock-request-form>' +
      '<envdock-organization-secrets class="wide" configuration-href="/projects/{id}"></envdock-organization-secrets>' +
      '<envdock-finish-dialog session="ses_42"></envdock-finish-dialog>',
  );
});

test('the manifest is one', () => {
  const require = createRequire(import.meta.url);
  const schema = JSON.parse(readFileSync(require.resolve('custom-elements-manifest/schema.json'), 'utf8'));
  const manifest = JSON.parse(readFileSync(join(packed(), 'custom-elements.json'), 'utf8'));
  const validate = new Ajv({ strict: false }).compile(schema);
  expect(validate(manifest), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...manifest, modules: [{ kind: 'nothing' }] })).toBe(false);
});
