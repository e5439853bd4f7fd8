import { readFileSync } from 'node:fs';
import { type RequestListener, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Api } from './support/api.ts';
import { packed } from './support/host_page.ts';
import { expect, test } from './support/test.ts';

// A host's page has another origin than the server, and a token that its backend has minted.

interface Call {
  server: string;
  token: string;
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

interface Heard {
  status: number;
  tag: string | null;
  body: Record<string, unknown>;
}

interface Host {
  port: number;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A host's own web server: it has an origin for each name of this machine. */
async function serve(answer: RequestListener): Promise<Host> {
  const host = createServer(answer);
  await new Promise<void>((done) => host.listen(0, '127.0.0.1', done));
  const { port } = host.address() as AddressInfo;
  const close = async () => {
    host.closeAllConnections();
    await new Promise((done) => host.close(done));
  };
  return { port, [Symbol.asyncDispose]: close };
}

/** One empty page. */
const emptyPage: RequestListener = (_request, response) => {
  response.setHeader('Content-Type', 'text/html');
  response.end('<!doctype html><html lang="en"><title>Host</title><h1>Host</h1>');
};

/** What the page hears when it calls the server. */
function call(page: Page, what: Call): Promise<Heard> {
  return page.evaluate(async ({ server, token, path, method, headers, body }) => {
    const answer = await fetch(`${server}/api/v1${path}`, {
      ...(method === undefined ? {} : { method }),
      ...(body === undefined ? {} : { body }),
      headers: { Authorization: `Bearer ${token}`, ...headers },
    });
    return { status: answer.status, tag: answer.headers.get('etag'), body: await answer.json() };
  }, what);
}

/** How a stream of events begins. */
function firstEvent(page: Page, what: Call): Promise<string> {
  return page.evaluate(async ({ server, token, path }) => {
    const stop = new AbortController();
    const headers = { Authorization: `Bearer ${token}` };
    const answer = await fetch(`${server}/api/v1${path}`, { headers, signal: stop.signal });
    const first = await answer.body?.getReader().read();
    stop.abort();
    return new TextDecoder().decode(first?.value);
  }, what);
}

test('the page of a listed host reads, writes and follows events; any other page does nothing', async ({
  page,
  stage,
}) => {
  const key = stage.key();
  await using host = await serve(emptyPage);
  const listed = `http://127.0.0.1:${host.port}`;
  const link = await stage.server.start({ ENVDOCK_ALLOWED_ORIGINS: listed });
  const { output } = await stage.server.run('token', 'mint', '--role', 'host');
  const backend = new Api(link.origin, output.trim());
  const minted = { user: 'ann', role: 'member', expires_in: 600 };
  const { token } = (await backend.call('POST', '/tokens', minted)) as { token: string };
  const { id } = await backend.configuration();
  const at = { server: link.origin, token };
  const spec = `/configurations/${id}/spec`;
  const set = { op: 'set', expected_version: 0, value: stage.secret() };
  const address = { scope: { type: 'configuration', id }, key };
  const write = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'one' },
    body: JSON.stringify({ operations: [{ ...set, address }] }),
  };

  await page.goto(listed);
  expect(await call(page, { ...at, path: spec })).toMatchObject({ status: 200, tag: '"1"' });
  const saved = await call(page, { ...at, path: '/secrets/batch', ...write });
  expect(saved.body).toMatchObject({ results: [{ outcome: { stored: { version: 1 } } }] });
  expect(stage.workspace.read('.env')).toContain(`${key}=`);
  expect(await firstEvent(page, { ...at, path: '/events' })).toContain('connected');
  // A refusal can be read, so that a page knows when to ask for another token.
  const refused = await call(page, { ...at, token: 'ended', path: '/me' });
  expect(refused).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  // A header that is not named is not sent.
  const odd = { ...at, path: '/me', headers: { 'X-Odd': 'one' } };
  await expect(call(page, odd)).rejects.toThrow('Failed to fetch');

  await page.goto(`http://localhost:${host.port}`);
  for (const path of ['/me', '/events', '/secrets/batch']) {
    const other = path === '/secrets/batch' ? write : {};
    await expect(call(page, { ...at, path, ...other })).rejects.toThrow('Failed to fetch');
  }
});

/** A page with the tab, the package beside it, and the backend's tokens at `/token`. */
function tabPage(document: () => string, token: () => Promise<string>): RequestListener {
  const types: Record<string, string> = { js: 'text/javascript', wasm: 'application/wasm' };
  return (request, response) => {
    const path = request.url ?? '/';
    if (path === '/token') {
      // What a page asks for while the test ends has no answer.
      token().then(
        (text) => response.end(text),
        () => response.destroy(),
      );
    } else if (path.startsWith('/envdock/')) {
      const type = types[path.split('.').pop() ?? ''] ?? 'text/plain';
      response.setHeader('Content-Type', type);
      response.end(readFileSync(join(packed(), path.slice('/envdock/'.length))));
    } else {
      response.setHeader('Content-Type', 'text/html');
      response.end(document());
    }
  };
}

test('on a page of another origin, an ended token is replaced and what was typed is saved', async ({
  page,
  stage,
  tab,
}) => {
  const key = stage.key();
  const tokens: { id: string; token: string }[] = [];
  let backend = new Api('', '');
  let html = '';
  let ended: string | undefined;
  const mint = async () => {
    // At first the backend gives what it gave before: it does not know yet that this has ended.
    const old = ended;
    ended = undefined;
    if (old) return old;
    const minted = { user: 'ann', role: 'member', expires_in: 600 };
    tokens.push((await backend.call('POST', '/tokens', minted)) as { id: string; token: string });
    return tokens.at(-1)?.token ?? '';
  };
  await using host = await serve(tabPage(() => html, mint));
  const origin = `http://127.0.0.1:${host.port}`;
  const link = await stage.server.start({ ENVDOCK_ALLOWED_ORIGINS: origin });
  const { output } = await stage.server.run('token', 'mint', '--role', 'host');
  backend = new Api(link.origin, output.trim());
  const { id, session } = await backend.configuration();
  html = `<!doctype html><html lang="en"><title>Host</title><h1>Host</h1>
<envdock-environment-tab configuration="${id}" session="${session}"></envdock-environment-tab>
<script type="module">
import { configure } from '/envdock/index.js';
const getToken = async () => (await fetch('/token')).text();
configure({ baseUrl: '${link.origin}/api/v1', getToken });
</script>`;

  await page.goto(origin);
  await tab.expectRows({ [key]: 'Missing' });
  const value = stage.secret();
  await tab.name(key).click();
  await tab.field(key).fill(value);
  // The page may ask for another one as soon as the first has ended.
  const given = [...tokens];
  for (const { id } of given) await backend.call('DELETE', `/tokens/${id}`);
  ended = given.at(-1)?.token;
  await tab.button('Save').click();
  await tab.expectRows({ [key]: 'Set' });
  await expect(tab.row(key)).toContainText('Written to .env.');
  expect(tokens.length).toBeGreaterThan(given.length);
  expect(stage.workspace.read('.env')).toContain(value);
});
