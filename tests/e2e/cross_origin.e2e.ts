import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { Api } from './support/api.ts';
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

/** Serves one empty page, which has an origin for each name of this machine. */
async function servePage(): Promise<{ port: number; [Symbol.asyncDispose](): Promise<void> }> {
  const page = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><html lang="en"><title>Host</title><h1>Host</h1>');
  });
  await new Promise<void>((done) => page.listen(0, '127.0.0.1', done));
  const { port } = page.address() as AddressInfo;
  const close = async () => {
    page.closeAllConnections();
    await new Promise((done) => page.close(done));
  };
  return { port, [Symbol.asyncDispose]: close };
}

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
  await using host = await servePage();
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
