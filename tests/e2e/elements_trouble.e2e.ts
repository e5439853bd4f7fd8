import type { Page } from '@playwright/test';
import { expect, test } from './support/hosted.ts';
import type { PageTraces } from './support/page_traces.ts';

// What a page may get wrong, and what may go wrong around an element: nothing of it is the person's.

const BATCH = '/api/v1/secrets/batch';

/** What the console has heard. */
async function said(traces: PageTraces): Promise<string[]> {
  const sources = await traces.sources();
  const texts = sources.filter(({ name }) => name === 'console').map(({ bytes }) => bytes.toString());
  // A build for development also gives hints about its own code.
  return texts.filter((text) => !text.startsWith('At src/'));
}

/** Takes the tab off the page, and waits until it is no move any more. */
function takeAway(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const tab = document.querySelector('envdock-environment-tab') as Element;
    Object.assign(globalThis, { tab });
    tab.remove();
    await Promise.resolve();
  });
}

function putBack(page: Page): Promise<void> {
  return page.evaluate(() => {
    document.querySelector('aside')?.append((globalThis as unknown as { tab: Element }).tab);
  });
}

test('an attribute that no element knows does nothing', async ({ page, stage, tab, traces, visit }) => {
  const key = stage.key();
  await visit();
  await tab.expectRows({ [key]: 'Missing' });
  const value = stage.secret();
  await tab.type(key, value);
  const before = await tab.panel.ariaSnapshot();
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('main *, aside *')) {
      if (!element.localName.startsWith('envdock-')) continue;
      element.setAttribute('colour', 'red');
      element.setAttribute('Session-Id', 'ses_1');
      element.setAttribute('value', 'x');
      element.toggleAttribute('readonly');
    }
  });
  await page.evaluate(() => new Promise(requestAnimationFrame));
  expect(await tab.panel.ariaSnapshot()).toBe(before);
  await expect(tab.field(key)).toBeFocused();
  await expect(tab.field(key)).toHaveValue(value);
  expect(await said(traces)).toEqual([]);
});

test('a property of the wrong type, or an id that is none, counts as absent', async ({
  page,
  stage,
  tab,
  traces,
  visit,
}) => {
  const key = stage.key();
  await visit();
  await tab.expectRows({ [key]: 'Missing' });
  const { id, session } = await (await stage.api()).configuration();
  const set = (value: Record<string, unknown>) =>
    page.evaluate((value) => {
      Object.assign(document.querySelector('envdock-environment-tab') as Element, value);
    }, value);
  const kept = await page.evaluate(() => {
    const tab = document.querySelector('envdock-environment-tab') as never as Record<string, unknown>;
    const noTexts = [7, 0, true, {}, Object.create(null), Symbol('id'), () => 'id', null, undefined];
    const contexts = ['configuration', 'session', 'environment', 'repositories'];
    return contexts.flatMap((name) =>
      noTexts.map((value) => {
        tab[name] = value;
        return tab[name];
      }),
    );
  });
  expect(kept.filter((value) => value !== null)).toEqual([]);
  await expect(page.getByText('Not looked at yet')).toBeVisible();
  const noIds = ['', ' ', '..', 'a b', 'é', '<b>', `${'x'.repeat(129)}`];
  for (const noId of noIds) {
    await set({ configuration: id, session });
    await tab.expectRows({ [key]: 'Missing' });
    await set({ configuration: noId, session: noId, environment: noId, repositories: [7, null, {}, noId] });
    await expect(page.getByText('Not looked at yet')).toBeVisible();
  }
  // The others are still what they were given.
  await set({ configuration: id, session });
  await tab.fill(key, stage.secret());
  await tab.expectRows({ [key]: 'Set' });
  expect(await said(traces)).toEqual([]);
});

test('an element that is taken away while it saves shows what is stored when it is back', async ({
  page,
  stage,
  tab,
  traces,
  visit,
}) => {
  const [key, other] = stage.twoKeys();
  await visit();
  let release = () => {};
  const isHeld = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(`**${BATCH}`, async (route) => {
    const response = await route.fetch();
    await isHeld;
    await route.fulfill({ response });
  });
  const value = stage.secret();
  await tab.fill(key, value);
  await tab.expectRows({ [key]: 'Saving', [other]: 'Missing' });
  await takeAway(page);
  await expect.poll(() => stage.workspace.peek('.env')).toBe(`${key}='${value}'\n`);
  const answered = page.waitForResponse(`**${BATCH}`);
  release();
  await (await answered).finished();
  await putBack(page);
  await tab.expectRows({ [key]: 'Set', [other]: 'Missing' });
  expect(await said(traces)).toEqual([]);
});

test('a save that fails while its element is away keeps what was typed', async ({
  page,
  stage,
  tab,
  visit,
}) => {
  const key = stage.key();
  const proxy = await visit(`slow=600000 ${BATCH}`);
  const value = stage.secret();
  await tab.fill(key, value);
  await tab.expectRows({ [key]: 'Saving' });
  await takeAway(page);
  const failed = page.waitForEvent('requestfailed', (request) => request.url().endsWith(BATCH));
  await proxy?.hangUp(`POST ${BATCH}`);
  await failed;
  await proxy?.heal();
  await putBack(page);
  await tab.expectRows({ [key]: 'Not confirmed' });
  await tab.name(key).click();
  await expect(tab.field(key)).toHaveValue(value);
  await tab.button('Send again').click();
  await tab.expectRows({ [key]: 'Set' });
  expect(stage.workspace.read('.env')).toBe(`${key}='${value}'\n`);
});
