import { join } from 'node:path';
import { type Page, expect, test } from '@playwright/test';
import { Front } from './support/front.ts';
import { keyNames } from './support/random.ts';
import { Server } from './support/server.ts';
import { Stage } from './support/stage.ts';
import { Workspace } from './support/workspace.ts';

const CONFIGURATIONS = 20;
const KEYS = 3;

/** Twenty projects behind one server: their configurations' ids. */
async function projects(stage: Stage): Promise<string[]> {
  stage.workspace.example('.env.example', keyNames(KEYS));
  for (let n = 1; n < CONFIGURATIONS; n += 1) {
    const workspace = new Workspace(join(stage.folder, `project-${n}`));
    workspace.example('.env.example', keyNames(KEYS));
    const server = new Server(workspace.path, stage.dataDir);
    await server.start();
    await server.interrupt();
  }
  await stage.serveBehindProxy();
  const listed = await (await stage.api()).call('GET', '/configurations');
  return (listed as { configurations: { id: string }[] }).configurations.map(({ id }) => id);
}

/** Mounts roots, each in a task of its own. */
async function mount(page: Page, roots: { tab?: string | undefined; summaries: string[] }[]): Promise<void> {
  await page.evaluate(async (all) => {
    const module = await import(`${location.origin}/four_roots.js`);
    await module.default();
    for (const { tab, summaries } of all) {
      const place = document.body.appendChild(document.createElement('div'));
      module.mount_root(place, tab, summaries);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }, roots);
}

/** Waits until all of it shows what is stored: nothing. */
async function counted(page: Page, shown: { tabs: number; summaries: number }): Promise<void> {
  const tabs = page.getByRole('region', { name: 'Environment', exact: true });
  await expect(tabs.filter({ hasText: `0 of ${KEYS} required set` })).toHaveCount(shown.tabs);
  const summaries = page.getByRole('article').filter({ hasText: `0/${KEYS}` });
  await expect(summaries).toHaveCount(shown.summaries);
}

async function count(stage: Stage): Promise<{ checks: number; specs: number; all: number }> {
  const n = async (start: string) => (await stage.proxy.requests(start)).length;
  return { checks: await n('POST /api/v1/checks'), specs: await n('GET /api/v1/configurations'), all: await n('') };
}

test('requests of a page with the tab and twenty summaries in four roots', async ({ page }) => {
  const stage = new Stage();
  try {
    await measure(page, stage);
  } finally {
    await stage.strike();
  }
});

async function measure(page: Page, stage: Stage): Promise<void> {
  const ids = await projects(stage);
  expect(ids).toHaveLength(CONFIGURATIONS);
  const front = await Front.start(process.env.ENVDOCK_FOUR_ROOTS ?? '', stage.proxy.port);
  const { token } = await stage.api();
  await page.addInitScript((text) => localStorage.setItem('envdock.token', text), token);
  await page.goto(front.origin);
  // The roots ask one after the other; each answer comes 50 ms after the one before.
  const slow = [50, 100, 150, 200].map((ms) => `slow=${ms} /api/v1/configurations GET 1`);
  await stage.proxy.break(...slow);
  const arrivals: number[] = [];
  page.on('requestfinished', (done) => {
    const { startTime, responseEnd } = done.timing();
    if (done.url().includes('/api/v1/configurations')) arrivals.push(startTime + responseEnd);
  });
  const five = (start: number) => ({ summaries: ids.slice(start, start + 5) });
  await mount(page, [{ tab: ids[0], ...five(0) }, five(5), five(10), five(15)]);
  await counted(page, { tabs: 1, summaries: CONFIGURATIONS });
  const first = await count(stage);
  const apart = arrivals.slice(1).map((at, n) => Math.round(at - (arrivals[n] ?? 0)));

  await mount(page, [{ tab: ids[0], ...five(3) }]);
  await counted(page, { tabs: 2, summaries: CONFIGURATIONS + 5 });
  // That nothing is asked any more shows only with time.
  await page.waitForTimeout(500);
  const later = await count(stage);
  const added = later.checks - first.checks;
  console.log(`
spec answers                     ${first.specs}, ${apart.join(', ')} ms apart
checks, tab and 20 summaries     ${first.checks} (aim: 1)
further checks for a fifth root  ${added} (aim: 0)
further spec reads for it        ${later.specs - first.specs}
requests passed on, all kinds    ${later.all}`);
  front.stop();
  expect([first.checks, added]).toEqual([1, 0]);
}
