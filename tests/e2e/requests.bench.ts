import { join } from 'node:path';
import { type Page, expect, test } from '@playwright/test';
import { EnvironmentTab } from './pages/environment_tab.ts';
import { Agent } from './support/agent.ts';
import { Front } from './support/front.ts';
import { keyName, keyNames } from './support/random.ts';
import { Server } from './support/server.ts';
import { Stage } from './support/stage.ts';
import { Workspace } from './support/workspace.ts';

const CONFIGURATIONS = 20;
const KEYS = 3;
const SPECS = '/api/v1/configurations';
/** How far apart the answers with specs leave, in milliseconds: one check waits for all of them. */
const APART = 50;

/** One root of the page; `tab` and `session` are ids, the others lists of ids. */
interface Root {
  tab?: string | undefined;
  session?: string | undefined;
  forms?: string[];
  summaries: string[];
}

/** What a page asked for. */
interface Count {
  /** As the server counts, in its log. */
  checks: number;
  /** As the proxy in front of it counts. */
  passed: number;
  specs: number;
}

/** What a page asked for until it was drawn. */
interface Opened extends Count {
  /** Milliseconds between the arrivals of the answers with specs, by the page's own clock. */
  gaps: number[];
}

/** Twenty projects behind one server: their configurations' ids, first the one that has a session. */
async function projects(stage: Stage, keys: string[]): Promise<string[]> {
  stage.workspace.example('.env.example', keys);
  for (let n = 1; n < CONFIGURATIONS; n += 1) {
    const workspace = new Workspace(join(stage.folder, `other-${n}`));
    workspace.example('.env.example', keyNames(KEYS));
    const server = new Server(workspace.path, stage.dataDir);
    await server.start();
    await server.interrupt();
  }
  await stage.serveBehindProxy({ ENVDOCK_LOG: 'envdock_server=debug' });
  const api = await stage.api();
  const { id } = await api.configuration('project');
  const listed = await api.call('GET', '/configurations');
  const ids = (listed as { configurations: { id: string }[] }).configurations.map(({ id }) => id);
  return [id, ...ids.filter((other) => other !== id)];
}

/** Has an agent ask three times, for these keys; answers with the requests. */
async function ask(agent: Agent, keys: (form: number) => string[]): Promise<string[]> {
  const asked: string[] = [];
  for (let form = 0; form < 3; form += 1) {
    const { content } = await agent.ask(keys(form), 'To run it.', { request_key: keyName() });
    asked.push(content.request_id);
  }
  return asked;
}

/** Mounts roots, each in a task of its own. */
async function mount(page: Page, roots: Root[]): Promise<void> {
  await page.evaluate(async (all) => {
    const module = await import(`${location.origin}/four_roots.js`);
    await module.default();
    for (const { tab, session, forms, summaries } of all) {
      const place = document.body.appendChild(document.createElement('div'));
      // What nothing holds on to would be taken away with the garbage.
      Object.assign(place, { root: module.mount_root(place, tab, session, forms ?? [], summaries) });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }, roots);
}

/** Waits until all of it shows what is stored. */
async function drawn(page: Page, shown: { tabs: number; forms: number; summaries: number; set: number }) {
  const tabs = page.getByRole('region', { name: 'Environment', exact: true });
  await expect(tabs.filter({ hasText: `${shown.set} of ${KEYS} required set` })).toHaveCount(shown.tabs);
  const summaries = page.getByRole('article').filter({ hasText: new RegExp(`\\d/${KEYS}`) });
  await expect(summaries).toHaveCount(shown.summaries);
  await expect(page.getByRole('button', { name: 'Submit', exact: true })).toHaveCount(shown.forms);
}

/** Everything counted so far. */
async function count(page: Page, stage: Stage): Promise<Count> {
  // That nothing is asked any more shows only with time.
  await page.waitForTimeout(1_000);
  const passed = async (start: string) => (await stage.proxy.requests(start)).length;
  return {
    checks: stage.server.heard().split('routes::checks').length - 1,
    passed: await passed('POST /api/v1/checks'),
    specs: await passed(`GET ${SPECS}`),
  };
}

/** Opens a page with these roots; answers with what it asked for. */
async function open(page: Page, stage: Stage, origin: string, roots: Root[], set: number): Promise<Opened> {
  await page.goto(origin);
  const before = await count(page, stage);
  // Counts from zero.
  await stage.proxy.heal();
  await mount(page, roots);
  const forms = roots.flatMap((root) => root.forms ?? []).length;
  await drawn(page, { tabs: 1, forms, summaries: CONFIGURATIONS, set });
  const after = await count(page, stage);
  return { ...after, checks: after.checks - before.checks, gaps: await gaps(page) };
}

/** How far apart the answers with specs have arrived. */
async function gaps(page: Page): Promise<number[]> {
  const arrived = await page.evaluate((specs) => {
    const all = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const found = all.filter(({ name }) => new URL(name).pathname === specs);
    return found.map(({ responseEnd }) => responseEnd).sort((one, other) => one - other);
  }, SPECS);
  return arrived.slice(1).map((time, before) => Math.round(time - (arrived[before] ?? 0)));
}

/** Saves one key in the tab; answers with the checks that followed, by both counts. */
async function save(page: Page, stage: Stage, key: string): Promise<[number, number]> {
  const before = await count(page, stage);
  const tab = new EnvironmentTab(page);
  await tab.fill(key, stage.secret());
  await tab.expectRows({ [key]: 'Set' });
  const after = await count(page, stage);
  return [after.checks - before.checks, after.passed - before.passed];
}

/** The same page three times: without forms, with forms over keys of their own, over the same keys. */
async function measure(page: Page, stage: Stage): Promise<void> {
  const keys = keyNames(KEYS) as [string, string, string];
  const ids = await projects(stage, keys);
  expect(ids).toHaveLength(CONFIGURATIONS);
  const api = await stage.api();
  const session = (await api.configuration('project')).session ?? '';
  const front = await Front.start(process.env.ENVDOCK_FOUR_ROOTS ?? '', stage.proxy.port, {
    path: SPECS,
    ms: APART,
  });
  await page.addInitScript((text) => localStorage.setItem('envdock.token', text), api.token);
  const agent = await Agent.connect(api, session);
  const five = (start: number, form?: string) => ({
    forms: form ? [form] : [],
    summaries: ids.slice(start, start + 5),
  });
  const roots = (forms: string[] = []): Root[] => [
    { tab: ids[0], session, ...five(0, forms[0]) },
    five(5, forms[1]),
    five(10, forms[2]),
    five(15),
  ];

  const plain = await open(page, stage, front.origin, roots(), 0);
  await mount(page, [{ tab: ids[0], session, ...five(3) }]);
  await drawn(page, { tabs: 2, forms: 0, summaries: CONFIGURATIONS + 5, set: 0 });
  const fifth = await count(page, stage);

  const own = await ask(agent, () => [keyName(), keyName()]);
  const different = await open(page, stage, front.origin, roots(own), 0);
  const afterFirst = await save(page, stage, keys[0]);
  for (const id of own) await api.call('POST', `/requests/${id}/decline`, {});
  const common = await ask(agent, () => [keys[1], keys[2]]);
  const same = await open(page, stage, front.origin, roots(common), 1);
  const afterSecond = await save(page, stage, keys[1]);
  await page.goto('about:blank');
  front.stop();
  await agent.close();

  const more = [fifth.checks - plain.checks, fifth.passed - plain.passed];
  console.log(`
cargo xtask bench requests
checks as the server counts them (and as the proxy in front of it does)
spec answers arrived, ms apart                     ${[plain, different, same].map(({ gaps }) => gaps.join(', ')).join('; ')} (sent ${APART} apart)
tab and 20 summaries in four roots                 ${plain.checks} (${plain.passed}; aim: 1)
further checks for a fifth root                    ${more.join(' (')}; aim: 0)
further spec reads for it                          ${fifth.specs - plain.specs}
tab, 3 forms over other keys and 20 summaries      ${different.checks} (${different.passed}; aim: 1)
further checks after one save there                ${afterFirst.join(' (')}; aim: 0)
tab, 3 forms over the same keys and 20 summaries   ${same.checks} (${same.passed}; aim: 1)
further checks after one save there                ${afterSecond.join(' (')}; aim: 0)`);
  for (const page of [plain, different, same]) {
    expect([page.checks, page.passed]).toEqual([1, 1]);
    // One answer for each root.
    expect(page.gaps).toHaveLength(3);
  }
  for (const later of [more, afterFirst, afterSecond]) expect(later).toEqual([0, 0]);
}

test('requests of a page with the tab, forms and twenty summaries in four roots', async ({ page }) => {
  const stage = new Stage();
  try {
    await measure(page, stage);
  } finally {
    await stage.strike();
  }
});
