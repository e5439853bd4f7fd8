import type { Page } from '@playwright/test';
import { HostPage, packed } from './support/host_page.ts';
import { expect, test as staged } from './support/test.ts';

// What a page gives before the program is there: where it is, what it asks, and what is called on elements.

const OWN = 'envdock_wasm_bg.wasm';
const ELSEWHERE = 'elsewhere.wasm';
const MISSING = { DATABASE_URL: 'Missing', STRIPE_SECRET_KEY: 'Missing' };
/** What the example's page does, which has elements in its HTML. */
const AS_EVER = 'configure({ adapter: inMemoryAdapter([shop]) });';

/**
 * The example without a server, whose script ends with this instead; the first answers with a program
 * from elsewhere may be failures. Gives the programs that are asked for.
 */
type Visit = (script: string, failures?: number) => Promise<string[]>;

const test = staged.extend<{ visit: Visit }>({
  visit: async ({ page }, use) => {
    const host = await HostPage.start(new URL('http://127.0.0.1:9/'));
    await use(async (script, failures = 0) => {
      let toFail = failures;
      const asked: string[] = [];
      page.on('request', (request) => {
        const name = new URL(request.url()).pathname.split('/').pop() ?? '';
        if (name.endsWith('.wasm')) asked.push(name);
      });
      await page.route(`**/${ELSEWHERE}`, (route) =>
        toFail-- > 0 ? route.fulfill({ status: 503 }) : route.fulfill({ path: `${packed()}/${OWN}` }),
      );
      await page.route(new URL('/in_memory.js', host.link).href, async (route) => {
        const response = await route.fetch();
        const body = (await response.text())
          .replace('{ configure }', '{ configure, init }')
          .replace(/^configure\(.*$/m, () => script);
        await route.fulfill({ response, body });
      });
      await page.goto(new URL('/in_memory.html', host.link).href);
      return asked;
    });
    await host.stop();
  },
});

/** What the page has put there. */
const kept = (page: Page, name: string): Promise<unknown> =>
  page.evaluate((name) => Reflect.get(globalThis, name), name);

test('a program given right after the import is used, and another one later is not', async ({
  page,
  tab,
  visit,
}) => {
  const warnings: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
  });
  const asked = await visit(`${AS_EVER} init('/${ELSEWHERE}');`);
  await tab.expectRows(MISSING);
  expect(asked).toEqual([ELSEWHERE]);
  const give = (source: string) =>
    page.evaluate(async (source) => {
      const { init } = await import(new URL('/envdock/index.js', location.href).href);
      await init(source);
      await init();
    }, source);
  await give(`/${ELSEWHERE}`);
  expect(warnings).toEqual([]);
  await give('/another.wasm');
  expect(warnings).toEqual([expect.stringMatching(/^envdock: init\(\) was called with another program/)]);
  expect(warnings.join()).not.toContain('another.wasm');
  expect(asked).toEqual([ELSEWHERE]);
});

for (const [what, how] of [
  ['bytes', 'fetched.arrayBuffer()'],
  ['a compiled module', 'WebAssembly.compileStreaming(fetched)'],
] as const) {
  test(`a program may be given as ${what}`, async ({ tab, visit }) => {
    const asked = await visit(`${AS_EVER} init(fetch('/${ELSEWHERE}').then((fetched) => ${how}));`);
    await tab.expectRows(MISSING);
    expect(asked).toEqual([ELSEWHERE]);
  });
}

for (const [what, given, next] of [
  ['an address', `new URL('/${ELSEWHERE}', location.href)`, ELSEWHERE],
  ['an answer, which can be read once,', `fetch('/${ELSEWHERE}')`, OWN],
] as const) {
  test(`after a failure of ${what} the next try takes ${next}`, async ({ page, tab, visit }) => {
    const asked = await visit(`${AS_EVER} init(${given}).catch(() => {});`, 1);
    await page.getByRole('button', { name: 'Retry', exact: true }).first().click();
    await tab.expectRows(MISSING);
    expect(asked).toEqual([ELSEWHERE, next]);
  });
}

test('what was asked of an element that is taken away is not done when it is back', async ({
  page,
  tab,
  visit,
}) => {
  await visit(`
    init(new Promise((resolve) => { globalThis.letGo = () => resolve('/${ELSEWHERE}'); }));
    globalThis.finished = [];
    configure({ adapter: { ...inMemoryAdapter([shop]),
      async finish({ session }) { finished.push(session); return { id: 'snap_1', url: '/' }; } } });`);
  const reason = await page.evaluate(async () => {
    const dialog = document.createElement('envdock-finish-dialog') as HTMLElement & {
      confirm(): Promise<boolean>;
    };
    dialog.setAttribute('session', 'ses_1');
    document.body.append(dialog);
    const answer = dialog.confirm().then(String, String);
    dialog.remove();
    const reason = await answer;
    document.body.append(dialog);
    (globalThis as unknown as { letGo(): void }).letGo();
    return reason;
  });
  expect(reason).toBe('Error: envdock: the element was taken away before its program was there');
  await tab.expectRows(MISSING);
  expect(await kept(page, 'finished')).toEqual([]);
});

test('options of a wrong type are refused, and an address may be a URL and end with a slash', async ({
  page,
  visit,
}) => {
  const paths: string[] = [];
  await page.route('**/api/v1/**', async (route) => {
    paths.push(new URL(route.request().url()).pathname);
    await route.fulfill({ status: 401 });
  });
  await visit(`
    const wrong = [{ baseUrl: 7 }, { baseUrl: {} }, { getToken: 'token' }, { adapter: 'adapter' }, { adapter: 1 }];
    globalThis.refusals = wrong.map((options) => {
      try { configure(options); return 'none'; } catch (error) { return String(error); }
    });
    configure({ baseUrl: new URL('/api/v1//', location.href), getToken: () => 'token', adapter: null });`);
  await expect.poll(() => paths).toContain('/api/v1/me');
  expect(paths.filter((path) => path.includes('//'))).toEqual([]);
  const [noAddress, noFunction, noObject] = [
    'TypeError: envdock: baseUrl must be a text or a URL',
    'TypeError: envdock: getToken must be a function',
    'TypeError: envdock: adapter must be an object',
  ];
  expect(await kept(page, 'refusals')).toEqual([noAddress, noAddress, noFunction, noObject, noObject]);
});
