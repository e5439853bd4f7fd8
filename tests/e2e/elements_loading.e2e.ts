import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessibility.ts';
import { moduleOf } from './support/host_page.ts';
import { expect, test } from './support/hosted.ts';

// Pages and browsers in which the program cannot run, and pages that load the package twice.

/** What the elements of the example's page have in them: one text each. */
function contents(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const elements = document.querySelectorAll('main *, aside *');
    const ours = [...elements].filter(({ localName }) => localName.startsWith('envdock-'));
    return ours.map(({ shadowRoot }) =>
      [...(shadowRoot?.children ?? [])].map(({ textContent }) => textContent).join('|'),
    );
  });
}

/** What becomes of a call that the program would answer, before and after it is clear that it cannot. */
function finishing(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const dialog = document.createElement('envdock-finish-dialog');
    const confirm = () => (dialog as unknown as { confirm(): Promise<boolean> }).confirm();
    const early = confirm();
    document.querySelector('main')?.append(dialog);
    const reason = (error: unknown) => String(error);
    return [await early.then(String, reason), await confirm().then(String, reason)];
  });
}

/** Serves a further copy of the package at `/copy/`, which may say that it is another version. */
async function serveCopy(page: Page, version?: string): Promise<void> {
  await page.route('**/copy/index.js', async (route) => {
    await route.fulfill({ body: moduleOf(version), contentType: 'text/javascript' });
  });
}

test('a page whose policy forbids WebAssembly is told what to allow', async ({
  page,
  stage,
  traces,
  visit,
}) => {
  stage.key();
  await page.route('**/', async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    const policy = headers['content-security-policy']?.replace(" 'wasm-unsafe-eval'", '') ?? '';
    await route.fulfill({ response, headers: { ...headers, 'content-security-policy': policy } });
  });
  await visit();
  const notices = page.getByRole('alert').filter({ hasText: 'This page does not let Envdock run' });
  await expect(notices).toHaveCount(3);
  await expect(notices.first()).toContainText("must allow 'wasm-unsafe-eval' in script-src");
  // Nothing else is there: no skeleton, and nothing to try again.
  await expect(page.getByRole('button', { name: 'Retry', exact: true })).toHaveCount(0);
  expect(new Set(await contents(page)).size).toBe(1);
  await expectAccessible(page);
  const refused = 'Error: envdock: This page does not let Envdock run';
  expect(await finishing(page)).toEqual([refused, refused]);
  // Violations are reported a moment later: after this, no more come.
  await page.goto('about:blank');
  const violations = traces.problems.splice(0);
  expect(violations.length).toBeGreaterThan(0);
  expect(violations.filter((text) => !text.startsWith('policy violated: script-src wasm-eval'))).toEqual([]);
});

for (const [what, take] of [
  ['adopted style sheets', () => Reflect.deleteProperty(Document.prototype, 'adoptedStyleSheets')],
  ['light-dark()', () => Object.defineProperty(CSS, 'supports', { value: () => false })],
  ['constructed style sheets', () => Reflect.deleteProperty(CSSStyleSheet.prototype, 'replaceSync')],
] as const) {
  test(`a browser without ${what} is told that it is too old in every place`, async ({
    page,
    stage,
    visit,
  }) => {
    stage.key();
    await page.addInitScript(take);
    await visit();
    const tab = page.locator('envdock-environment-tab');
    const text = tab.getByText('This browser is too old for Envdock');
    await expect(text).toBeVisible();
    await expect(page.getByRole('button', { name: 'Show project', exact: true })).toBeVisible();
    expect(new Set(await contents(page))).toEqual(new Set([await text.textContent()]));
    const refused = expect.stringContaining('Error: envdock: This browser is too old');
    expect(await finishing(page)).toEqual([refused, refused]);
  });
}

test('of two versions on one page the first is used, and the second says so', async ({
  page,
  stage,
  tab,
  visit,
}) => {
  const key = stage.key();
  await serveCopy(page, '99.0.0');
  const warning = page.waitForEvent('console', (message) => message.type() === 'warning');
  await page.route('**/page.js', async (route) => {
    const response = await route.fetch();
    // The page configures the copy that has come second.
    const both = `import { configure as first } from './envdock/index.js';
import { configure, version } from './copy/index.js';
globalThis.seen = { isSame: configure === first, version };`;
    const body = (await response.text()).replace(/^import .*$/m, both);
    await route.fulfill({ response, body });
  });
  await visit();
  expect((await warning).text()).toMatch(
    /^envdock 99\.0\.0 was loaded on a page that has envdock \d+\.\d+\.\d+ already: \d+\.\d+\.\d+ is used$/,
  );
  const seen = await page.evaluate(() => Reflect.get(globalThis, 'seen'));
  expect(seen).toEqual({ isSame: true, version: '99.0.0' });
  await tab.fill(key, stage.secret());
  await tab.expectRows({ [key]: 'Set' });
});

test('the module loaded again, as after a change while developing, loses nothing', async ({
  page,
  stage,
  tab,
  visit,
}) => {
  const key = stage.key();
  await visit();
  const value = stage.secret();
  await tab.type(key, value);
  await serveCopy(page);
  const warnings: string[] = [];
  page.on('console', (message) => warnings.push(message.text()));
  const isSame = await page.evaluate(async () => {
    const paths = ['/envdock/index.js', '/envdock/index.js?v=2', '/copy/index.js'];
    const [first, ...others] = await Promise.all(paths.map((path) => import(path)));
    // The page's own module is loaded again, too.
    first.configure({ baseUrl: '/elsewhere' });
    return others.map(({ configure, init }) => configure === first.configure && init === first.init);
  });
  expect(isSame).toEqual([true, true]);
  expect(warnings).toEqual([expect.stringContaining('configure() was called after the first element')]);
  await expect(tab.field(key)).toHaveValue(value);
  await tab.button('Save').click();
  await tab.expectRows({ [key]: 'Set' });
});
