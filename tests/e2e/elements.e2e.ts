import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ImportDialog } from './pages/import_dialog.ts';
import { RequestForm } from './pages/request_form.ts';
import { expectAccessible } from './support/accessibility.ts';
import { Agent } from './support/agent.ts';
import { HostPage, moduleOf, packed } from './support/host_page.ts';
import { expect, test } from './support/hosted.ts';

/** What a page hears of an element. */
type Told = Record<string, string>;

test('a page asks before it finishes, and hears what a person has chosen', async ({
  page,
  stage,
  tab,
  visit,
}) => {
  const key = stage.key();
  await visit();
  await tab.expectRows({ [key]: 'Missing' });
  const { session } = await (await stage.api()).configuration();
  const asked = page.evaluate(async (session) => {
    const told: Told[] = [];
    addEventListener('envdock-open-requested', (event) => told.push((event as CustomEvent).detail));
    const dialog = document.createElement('envdock-finish-dialog');
    dialog.setAttribute('session', session ?? '');
    document.querySelector('main')?.append(dialog);
    const isFinished = await (dialog as unknown as { confirm(): Promise<boolean> }).confirm();
    return { isFinished, told };
  }, session);
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(key, { exact: true })).toBeVisible();
  await expect(dialog.getByRole('status')).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Fill now', exact: true }).click();
  expect(await asked).toEqual({ isFinished: false, told: [{ session, reason: 'spec' }] });

  const again = page.evaluate(() => {
    const dialog: unknown = document.querySelector('envdock-finish-dialog');
    return (dialog as { confirm(): Promise<boolean> }).confirm();
  });
  await dialog.getByRole('button', { name: 'Save anyway', exact: true }).click();
  expect(await again).toBe(true);
});

test('a page gives a text to the import, and hears by name what is saved', async ({
  page,
  stage,
  tab,
  visit,
}) => {
  const [first, second] = stage.twoKeys();
  await visit();
  await tab.expectRows({ [first]: 'Missing', [second]: 'Missing' });
  const value = stage.secret();
  await page.evaluate(
    async ([text]) => {
      const told: Told[] = [];
      Object.assign(globalThis, { told });
      addEventListener('envdock-saved', (event) => told.push((event as CustomEvent).detail));
      const dialog = document.createElement('envdock-import-dialog');
      const { configuration, session } = document.querySelector('envdock-environment-tab') as never;
      Object.assign(dialog, { configuration, session });
      document.querySelector('main')?.append(dialog);
      await (dialog as unknown as { open(text?: string): Promise<void> }).open(text);
    },
    [`${first}=${value}\n`],
  );
  const dialog = new ImportDialog(page);
  await expect(dialog.choice(first)).toBeChecked();
  await dialog.button('Import 1').click();
  await tab.expectRows({ [first]: 'Set', [second]: 'Missing' });
  await expect.poll(() => stage.workspace.peek('.env')).toBe(`${first}='${value}'\n`);
  await page.keyboard.press('Escape');

  await tab.fill(second, stage.secret());
  await tab.expectRows({ [second]: 'Set' });
  const told = () => page.evaluate(() => (globalThis as unknown as { told: Told[] }).told);
  await expect.poll(told).toEqual([{ key: second, file: '.env' }]);
});

test('a page hears that a question is closed, wherever it was answered', async ({ page, stage, visit }) => {
  const [first, second] = stage.twoKeys();
  await visit();
  const api = await stage.api();
  const agent = await Agent.connect(api, (await api.configuration()).session ?? '');
  const ask = async (key: string): Promise<string> => (await agent.ask([key])).content.request_id;
  const requests = [await ask(first), await ask(second)];
  await page.evaluate((requests) => {
    const told: Told[] = [];
    Object.assign(globalThis, { told });
    addEventListener('envdock-request-closed', (event) => told.push((event as CustomEvent).detail));
    for (const request of requests) {
      const place = document.createElement('p');
      place.id = request;
      const form = place.appendChild(document.createElement('envdock-request-form'));
      form.setAttribute('request', request);
      document.querySelector('main')?.append(place);
    }
  }, requests);
  const [answered, declined] = requests as [string, string];
  const form = new RequestForm(page, page.locator(`#${answered}`));
  await form.field(first).fill(stage.secret());
  await form.button('Submit').click();
  const told = () => page.evaluate(() => (globalThis as unknown as { told: Told[] }).told);
  await expect.poll(told).toEqual([{ request: answered, state: 'submitted' }]);
  await expect(new RequestForm(page, page.locator(`#${declined}`)).field(second)).toBeVisible();
  await api.call('POST', `/requests/${declined}/decline`);
  await expect.poll(told).toHaveLength(2);
  expect((await told())[1]).toEqual({ request: declined, state: 'declined' });
  await agent.close();
});

test('an element that has moved to another document looks and works as before', async ({
  page,
  stage,
  tab,
  visit,
}) => {
  const key = stage.key();
  await visit();
  await tab.expectRows({ [key]: 'Missing' });
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    document.querySelector('main')?.append(frame);
    frame.contentDocument?.body.append(document.querySelector('envdock-environment-tab') as Element);
  });
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('region', { name: 'Environment', exact: true })).toHaveCSS('display', 'flex');
  await frame.getByRole('button', { name: `Fill ${key}`, exact: true }).click();
  const value = stage.secret();
  await frame.getByRole('textbox', { name: `Value of ${key}`, exact: true }).fill(value);
  await frame.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(frame.getByText('Written to .env.')).toBeVisible();
  expect(stage.workspace.read('.env')).toBe(`${key}='${value}'\n`);
});

test('an object of the page answers in the place of a server', async ({ page, stage, tab }) => {
  // Nothing is there where the interface would be.
  const host = await HostPage.start(new URL('http://127.0.0.1:9/'));
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  try {
    await page.goto(new URL('/in_memory.html', host.link).href);
    await tab.expectRows({ DATABASE_URL: 'Missing', STRIPE_SECRET_KEY: 'Missing' });
    await tab.fill('DATABASE_URL', stage.secret());
    await tab.expectRows({ DATABASE_URL: 'Set', STRIPE_SECRET_KEY: 'Missing' });
    await expect(page.getByRole('article').getByText('1/2', { exact: true })).toBeVisible();
    await expectAccessible(page);
  } finally {
    await host.stop();
  }
  expect(asked.filter((path) => path.startsWith('/api/'))).toEqual([]);
});

test('the package can be imported on a server, where a second copy leaves all to the first', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'envdock-copies-'));
  const warnings: unknown[] = [];
  const { warn } = console;
  console.warn = (text: unknown) => void warnings.push(text);
  try {
    const copies = [];
    for (const version of ['1.0.0', '1.0.0', '2.0.0']) {
      const copy = join(folder, String(copies.length));
      // It is not loaded here.
      const filter = (from: string) => !from.endsWith('.wasm');
      cpSync(packed(), copy, { recursive: true, filter });
      const module = join(copy, 'index.js');
      writeFileSync(module, moduleOf(version));
      copies.push(await import(pathToFileURL(module).href));
    }
    const [first, second, third] = copies;
    expect(second.configure).toBe(first.configure);
    expect(third.init).toBe(first.init);
    expect(third.version).toBe('2.0.0');
    expect(warnings).toEqual([
      'envdock 2.0.0 was loaded on a page that has envdock 1.0.0 already: 1.0.0 is used',
    ]);
  } finally {
    console.warn = warn;
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a browser without WebAssembly is told that it is too old', async ({ page, stage, visit }) => {
  stage.key();
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
  await visit();
  const tab = page.locator('envdock-environment-tab');
  await expect(tab.getByText('This browser is too old for Envdock')).toBeVisible();
  // What the page itself asks for has come: a server that goes before that is an error of the page.
  await expect(page.getByRole('button', { name: 'Show project', exact: true })).toBeVisible();
});
