import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { type Source, disguises, leaks } from './support/canary.ts';
import { inside } from './support/page_traces.ts';
import { canaryValue } from './support/random.ts';
import { expect, test } from './support/test.ts';

// The search at the end of every other test proves something only if it would find a leak.
// These values are not handed out by `stage.secret`, so that the search does not count them.

test('each form of a value is found, and no other value is', () => {
  const canary = canaryValue();
  for (const [form, text] of disguises(canary)) {
    const planted: Source = { name: 'log', bytes: Buffer.from(`before${text}after`) };
    expect(leaks([planted], [canary]), form).toContain(`log: ${form}`);
    expect(leaks([planted], [canaryValue()]), form).toEqual([]);
  }
  const wide = { name: 'log', bytes: Buffer.from(`before${canary}`, 'utf16le') };
  expect(leaks([wide], [canary])).toContain('log: raw');
  const lines = { name: 'log', bytes: Buffer.from('{"x":"line two of it"}') };
  expect(leaks([lines], ['line one of it\nline two of it'])).toEqual(['log: line']);
  const shifted = { name: 'log', bytes: Buffer.from(Buffer.from(`ab${canary}cd`).toString('base64')) };
  expect(leaks([shifted], [canary])).toContain('log: base64');
});

test('a leak into the data folder is found', async ({ stage }) => {
  await stage.serve();
  const canary = canaryValue();
  mkdirSync(join(stage.dataDir, 'deep'));
  writeFileSync(join(stage.dataDir, 'deep/planted'), Buffer.from(canary).toString('base64'));
  expect(leaks(stage.kept(), [canary])).toEqual(['deep/planted: base64', 'deep/planted: base64url']);
});

test('a leak into standard error is found', async ({ stage }) => {
  const canary = canaryValue();
  await stage.server.run('serve', join(stage.folder, canary));
  expect(leaks(stage.kept(), [canary])).toEqual(['output: line', 'output: part', 'output: raw']);
});

test('a leak into any part of a page is found', async ({ page, stage, traces }) => {
  await stage.open(page);
  // The page writes its title once it knows the project: after that nothing overwrites the leak.
  await expect(page).toHaveTitle(/project/);
  const ofThePage = ['document', 'shadow root', 'title', 'cookie', 'window name'];
  const places = [...ofThePage, 'localStorage', 'sessionStorage'];
  const canaries = new Map(
    [...places, 'history', 'IndexedDB', 'console', 'address', 'answer of GET'].map((place) => [
      place,
      canaryValue(),
    ]),
  );
  await page.evaluate(plant, Object.fromEntries(canaries));
  await visitServerThatTells(page.context(), canaries.get('answer of GET') ?? '');
  const seen = [...(await inside(page)), ...(await traces.sources())];
  for (const [place, canary] of canaries) {
    const found = leaks(seen, [canary]).map((leak) => leak.split(': ')[0]);
    expect(found, place).toContain(place);
  }
  expect(leaks(seen, [canaryValue()])).toEqual([]);
});

/** The product never answers with a value, so somebody else has to. */
async function visitServerThatTells(context: BrowserContext, value: string): Promise<void> {
  const server = createServer((_, response) => response.end(JSON.stringify({ value })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  server.close();
  server.closeAllConnections();
}

async function plant(canaries: Record<string, string>): Promise<void> {
  const of = (place: string) => canaries[place] ?? '';
  document.body.setAttribute('data-planted', of('document'));
  const outer = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
  const inner = outer.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
  inner.append(of('shadow root'));
  document.title = of('title');
  document.cookie = `planted=${encodeURIComponent(of('cookie'))}`;
  window.name = JSON.stringify(of('window name'));
  localStorage.setItem('planted', btoa(unescape(encodeURIComponent(of('localStorage')))));
  sessionStorage.setItem(of('sessionStorage'), '');
  history.replaceState({ deep: [of('history')] }, '');
  console.log(of('console'));
  // It is enough that it was asked for.
  await fetch(`/planted?${encodeURIComponent(of('address'))}`);
  const opening = indexedDB.open('planted', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('store');
  await new Promise((resolve) => {
    opening.onsuccess = resolve;
  });
  const writing = opening.result.transaction('store', 'readwrite');
  writing.objectStore('store').put(new TextEncoder().encode(of('IndexedDB')), 'key');
  await new Promise((resolve) => {
    writing.oncomplete = resolve;
  });
  opening.result.close();
}
