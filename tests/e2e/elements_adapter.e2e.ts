import type { Page } from '@playwright/test';
import { HostPage } from './support/host_page.ts';
import { expect, test as staged } from './support/test.ts';

// Adapters of hosts that do not keep to what they promise; more of them are in `tests/browser/host_api.rs`.

/** A call that is held has its answer when the test lets go of it. */
const OWN = `
const inner = inMemoryAdapter([shop]);
globalThis.held = [];
const hold = () => new Promise((letGo) => held.push(letGo));
configure({ adapter: { ...inner,`;

/** The example without a server, with verbs of the test's own in place of the adapter's. */
const test = staged.extend<{ visit: (verbs: string) => Promise<void> }>({
  visit: async ({ page }, use) => {
    // Nothing is there where the interface would be.
    const host = await HostPage.start(new URL('http://127.0.0.1:9/'));
    const script = new URL('/in_memory.js', host.link).href;
    await use(async (verbs) => {
      await page.route(script, async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace(/^configure\(.*$/m, `${OWN}${verbs}} });`);
        await route.fulfill({ response, body });
      });
      await page.goto(new URL('/in_memory.html', host.link).href);
    });
    await host.stop();
  },
});

const FIRST = 'DATABASE_URL';
const BOTH_MISSING = { [FIRST]: 'Missing', STRIPE_SECRET_KEY: 'Missing' };

/** How many calls are held. */
const held = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { held?: unknown[] }).held?.length ?? 0);

const letGo = (page: Page): Promise<void> =>
  page.evaluate(() => (globalThis as unknown as { held: (() => void)[] }).held.forEach((go) => go()));

/** From now on `isWell` holds, which the verbs of a test may look at. */
const mend = (page: Page): Promise<unknown> =>
  page.evaluate(() => void Object.assign(globalThis, { isWell: true }));

test('an adapter that throws at once, without a promise, leaves what was typed', async ({
  page,
  stage,
  tab,
  visit,
}) => {
  await visit(`
    check(body) { if (globalThis.isWell) return inner.check(body); throw new TypeError('at once'); },
    write(order) { if (globalThis.isSaved) return inner.write(order); throw JSON.stringify(order); }`);
  await tab.expectRows({ [FIRST]: 'Unknown', STRIPE_SECRET_KEY: 'Unknown' });
  await mend(page);
  await tab.action('Retry', FIRST).click();
  await tab.expectRows(BOTH_MISSING);
  const value = stage.secret();
  await tab.fill(FIRST, value);
  await tab.expectRows({ [FIRST]: 'Not confirmed' });
  await expect(tab.field(FIRST)).toHaveValue(value);
  await page.evaluate(() => void Object.assign(globalThis, { isSaved: true }));
  await tab.button('Send again').click();
  await tab.expectRows({ [FIRST]: 'Set', STRIPE_SECRET_KEY: 'Missing' });
});

for (const [verb, waits] of [
  ['configurations', 'Looking up what this project needs'],
  ['check', 'Checking what is set…'],
] as const) {
  test(`when ${verb}() of an adapter never answers, the tab says so and asks again`, async ({
    page,
    tab,
    visit,
  }) => {
    await page.clock.install();
    await visit(`async ${verb}(asked) {
      if (!globalThis.isWell) await hold();
      return inner.${verb}(asked);
    }`);
    await expect(tab.panel.getByText(waits, { exact: true }).first()).toBeAttached();
    await expect.poll(() => held(page)).toBe(1);
    await page.clock.runFor(16_000);
    await expect(tab.panel.getByText('The server did not answer in time.')).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: 'did not answer in time' })).toBeAttached();
    await mend(page);
    await tab.button('Retry').first().click();
    // An attempt of its own may be under way, and is waited for first.
    await page.clock.runFor(16_000);
    await tab.expectRows(BOTH_MISSING);
    // What comes now was given up.
    await letGo(page);
    await tab.expectRows(BOTH_MISSING);
    await expect(tab.panel.getByText('The server did not answer in time.')).toHaveCount(0);
  });
}

test('when me() never answers, everything else is there', async ({ page, stage, tab, visit }) => {
  await page.clock.install();
  await visit('async me() { await hold(); }');
  await tab.expectRows(BOTH_MISSING);
  await page.clock.runFor(20_000);
  await expect(tab.panel.getByText('The server did not answer in time.')).toBeVisible();
  await tab.fill(FIRST, stage.secret());
  await tab.expectRows({ [FIRST]: 'Set' });
});

test('a write that is never answered keeps its draft', async ({ page, stage, tab, visit }) => {
  await page.clock.install();
  await visit('async write(order) { if (!globalThis.isWell) await hold(); return inner.write(order); }');
  await tab.expectRows(BOTH_MISSING);
  const value = stage.secret();
  await tab.fill(FIRST, value);
  await tab.expectRows({ [FIRST]: 'Saving' });
  await page.clock.runFor(61_000);
  await tab.expectRows({ [FIRST]: 'Not confirmed' });
  await expect(tab.field(FIRST)).toHaveValue(value);
  await mend(page);
  await tab.button('Send again').click();
  await tab.expectRows({ [FIRST]: 'Set' });
});

test('an answer that was overtaken by a save changes nothing', async ({ page, stage, tab, visit }) => {
  await page.clock.install();
  // Nothing but the order of the calls says which answer is the newer one.
  await visit(`
    async check(asked) {
      const { results } = await inner.check(asked);
      if (globalThis.isWell) await hold();
      return { results };
    },
    async write(order) { return { results: (await inner.write(order)).results }; },
    subscribe: undefined`);
  await tab.expectRows(BOTH_MISSING);
  await mend(page);
  await page.clock.runFor('01:00');
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await expect.poll(() => held(page)).toBe(1);
  await tab.fill(FIRST, stage.secret());
  await tab.expectRows({ [FIRST]: 'Set', STRIPE_SECRET_KEY: 'Missing' });
  await letGo(page);
  await page.clock.runFor(1_000);
  await tab.expectRows({ [FIRST]: 'Set', STRIPE_SECRET_KEY: 'Missing' });
  await expect(page.getByRole('article').getByText('1/2', { exact: true })).toBeVisible();
});

test('values in the answers of an adapter go nowhere', async ({ page, stage, tab, visit }) => {
  const planted = stage.secret();
  await page.addInitScript((planted) => void Object.assign(globalThis, { planted }), planted);
  // What is found at the end of the test would be a leak.
  await visit(`
    async me() { return { ...(await inner.me()), value: planted, token: planted }; },
    async configurations(asked) {
      const answer = structuredClone(await inner.configurations(asked));
      const [{ spec: { files: [file] } }] = answer.configurations;
      for (const slot of file.slots) slot.value = planted;
      return { ...answer, values: { ${FIRST}: planted } };
    },
    async check(asked) {
      const answer = await inner.check(asked);
      const scope = { type: 'organization' };
      const by = { updated_at: '2026-11-01T12:00:00Z', updated_by: 'eve' };
      const stored = [{ scope, version: 1, ...by, value: planted }];
      for (const { keys } of answer.results) {
        keys[0] = { key: '${FIRST}', presence: { stored }, value: planted };
        keys.push({ key: 'EXTRA', presence: { stored }, value: planted });
      }
      return answer;
    },
    async write(order) {
      const answer = await inner.write(order);
      for (const result of answer.results) result.value = planted;
      return { ...answer, operations: order.operations };
    }`);
  await tab.expectRows({ [FIRST]: 'Set', STRIPE_SECRET_KEY: 'Missing' });
  await tab.fill('STRIPE_SECRET_KEY', stage.secret());
  await tab.expectRows({ STRIPE_SECRET_KEY: 'Set' });
  await tab.name(FIRST).click();
  await expect(tab.button('Replace')).toBeVisible();
});
