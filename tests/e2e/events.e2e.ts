import type { BrowserContext, Page } from '@playwright/test';
import { EnvironmentTab } from './pages/environment_tab.ts';
import type { Stage } from './support/stage.ts';
import { expect, test } from './support/test.ts';

const EVENTS = 'GET /api/v1/events';

/** Opens the session in so many tabs of one browser, through the proxy. */
async function tabs(stage: Stage, first: Page, n: number, key: string): Promise<EnvironmentTab[]> {
  await stage.openBehindProxy(first);
  const opened = [new EnvironmentTab(first)];
  await opened[0]?.expectRows({ [key]: 'Missing' });
  while (opened.length < n) {
    const page = await first.context().newPage();
    await page.goto(first.url());
    const tab = new EnvironmentTab(page);
    await tab.expectRows({ [key]: 'Missing' });
    opened.push(tab);
  }
  return opened;
}

/** Stores a value of the project past the proxy, as somebody else does. */
async function store(stage: Stage, key: string): Promise<void> {
  const api = await stage.api();
  const { id } = await api.configuration();
  await api.set({ type: 'configuration', id }, key, stage.secret());
}

/** Removes it again. */
async function remove(stage: Stage, key: string): Promise<void> {
  const api = await stage.api();
  const { id } = await api.configuration();
  const address = { scope: { type: 'configuration', id }, key };
  await api.call('POST', '/secrets/batch', { operations: [{ op: 'unset', address, expected_version: 1 }] });
}

async function expectAll(opened: EnvironmentTab[], states: Record<string, string>): Promise<void> {
  for (const tab of opened) await tab.expectRows(states);
}

/** Waits until the browser holds exactly one stream. */
async function expectOneStream(stage: Stage): Promise<void> {
  await expect.poll(() => stage.proxy.underWay(EVENTS)).toHaveLength(1);
}

/** Breaks the stream in the middle; it is opened again, at `address`, once the answer is called. */
async function breakStream(
  stage: Stage,
  context: BrowserContext,
  address: (url: string) => string,
): Promise<() => void> {
  await expectOneStream(stage);
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  await context.route('**/api/v1/events?*', async (route) => {
    await opened;
    await route.continue({ url: address(route.request().url()) });
  });
  await stage.proxy.heal();
  await stage.proxy.hangUp(EVENTS);
  return open;
}

/** Notes which page opens a stream; answers with the one that did last. */
function streamOpeners(context: BrowserContext): () => Page {
  let last: Page | undefined;
  context.on('request', (request) => {
    if (request.url().includes('/api/v1/events')) last = request.frame().page();
  });
  return () => {
    if (!last) throw new Error('no page has opened a stream');
    return last;
  };
}

test('ten tabs share one stream, and the tenth still saves', async ({ page, stage }) => {
  test.slow();
  const [theirs, ours] = stage.twoKeys();
  const ten = await tabs(stage, page, 10, ours);
  await store(stage, theirs);
  await expectAll(ten, { [theirs]: 'Set', [ours]: 'Missing' });
  await expectOneStream(stage);
  await ten[9]?.fill(ours, stage.secret());
  await expectAll(ten, { [ours]: 'Set' });
  await expectOneStream(stage);
});

test('when the tab that holds the stream is closed, another goes on with it', async ({ page, stage }) => {
  test.slow();
  const [before, after] = stage.twoKeys();
  const leader = streamOpeners(page.context());
  const three = await tabs(stage, page, 3, after);
  await store(stage, before);
  await expectAll(three, { [before]: 'Set' });
  await expectOneStream(stage);
  const closed = leader();
  await closed.close();
  await store(stage, after);
  const left = three.filter((tab) => tab.page !== closed);
  expect(left).toHaveLength(2);
  await expectAll(left, { [after]: 'Set' });
  await expectOneStream(stage);
  const [stream] = await stage.proxy.underWay(EVENTS);
  expect(stream).toMatch(/\?after=\d+$/);
});

test('a stream that breaks goes on where it was, and tells what happened meanwhile', async ({
  page,
  stage,
  tab,
}) => {
  const [before, meanwhile] = stage.twoKeys();
  await tabs(stage, page, 1, meanwhile);
  await store(stage, before);
  await tab.expectRows({ [before]: 'Set' });
  const open = await breakStream(stage, page.context(), (url) => url);
  await store(stage, meanwhile);
  open();
  await tab.expectRows({ [meanwhile]: 'Set' });
  const [stream] = await stage.proxy.requests(EVENTS);
  expect(stream).toMatch(/\?after=\d+$/);
  // It was told, not asked for.
  expect(await stage.proxy.requests('POST /api/v1/checks')).toEqual([]);
});

test('when a stream is too old to go on, every tab reads again', async ({ page, stage }) => {
  const [before, meanwhile] = stage.twoKeys();
  const two = await tabs(stage, page, 2, meanwhile);
  await store(stage, before);
  await expectAll(two, { [before]: 'Set' });
  // As if the computer had slept until the server no longer knew what has happened since.
  const open = await breakStream(stage, page.context(), (url) => url.replace(/after=\d+$/, 'after=0'));
  await store(stage, meanwhile);
  open();
  await expectAll(two, { [before]: 'Set', [meanwhile]: 'Set' });
  expect(await stage.proxy.requests(EVENTS)).toContain(`${EVENTS}?after=0`);
  // From here on it is told again.
  await remove(stage, before);
  await expectAll(two, { [before]: 'Missing' });
});
