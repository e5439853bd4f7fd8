import { type Page, expect, test } from '@playwright/test';
import { Agent } from './support/agent.ts';
import { type Held, Scale, type Weighed } from './support/held_memory.ts';
import { HostPage } from './support/host_page.ts';
import { keyName } from './support/random.ts';
import { Stage } from './support/stage.ts';

// What is taken away leaves nothing behind: every element is made and removed five hundred times.

// A recording of all that, and the bodies of all answers, would be most of what there is to do.
test.use({ trace: 'off' });

const WARM_UP = 50;
const CYCLES = 500;
/** What so many cycles may leave: far less than the smallest thing for each of them. */
const MOST: Held = { wasm: 50 * CYCLES, script: 400 * CYCLES, nodes: CYCLES / 5, listeners: CYCLES / 5, documents: 0 };

/** An element, and what it shows once it is complete. */
interface Kind {
  tag: string;
  attributes: Record<string, string>;
  shown: string;
  /** What it is asked to do first. */
  method?: string;
}

/** What is left behind in each cycle, on purpose: the element, its view too, 200 bytes of the program. */
type Plant = 'element' | 'view' | 'bytes';

interface Cycles {
  kind: Kind;
  times: number;
  plant?: Plant;
}

async function makeAndRemove({ kind, times, plant }: Cycles): Promise<void> {
  const { held } = globalThis as unknown as Weighed;
  const { port1, port2 } = new MessageChannel();
  const task = () =>
    new Promise((done) => {
      port1.onmessage = done;
      port2.postMessage(0);
    });
  for (let time = 0; time < times; time += 1) {
    const element = document.createElement(kind.tag);
    for (const [name, value] of Object.entries(kind.attributes)) element.setAttribute(name, value);
    document.body.append(element);
    if (kind.method) await Reflect.get(element, kind.method).call(element);
    const late = performance.now() + 10_000;
    while (!element.shadowRoot?.querySelector(kind.shown)) {
      await task();
      if (performance.now() > late) throw new Error(`${kind.tag} does not show ${kind.shown}`);
    }
    if (plant !== 'view') element.remove();
    // Until then it may be a move.
    await task();
    if (plant === 'element') held.planted.push(element, Array.from({ length: 250 }, Math.random));
    if (plant === 'bytes') held.program?.__wbindgen_malloc(200, 4);
  }
  port1.close();
}

test('elements that are made and removed leave nothing behind', async ({ page }) => {
  test.slow();
  const stage = new Stage();
  // The folder is empty: an agent that sets a project up and finds something would wait for answers.
  const host = await HostPage.start(await stage.server.start({}, '--setup'));
  try {
    await weigh(page, stage, host);
  } finally {
    await host.stop();
    await stage.strike();
  }
});

async function weigh(page: Page, stage: Stage, host: HostPage): Promise<void> {
  const scale = await Scale.of(page);
  await page.goto(host.link.href);
  const api = await stage.api();
  const { id: configuration, session = '' } = await api.configuration();
  const agent = await Agent.connect(api, session);
  const key = keyName();
  await agent.save('.env', [key]);
  await expect(page.getByRole('button', { name: `Fill ${key}`, exact: true })).toBeVisible();
  await api.set({ type: 'organization' }, keyName(), stage.secret());
  const { content } = await agent.ask([key]);
  const context = { configuration, session };
  const summary: Kind = { tag: 'envdock-repository-summary', attributes: { configuration }, shown: 'article' };
  const kinds: Kind[] = [
    summary,
    { tag: 'envdock-missing-badge', attributes: context, shown: 'button' },
    { tag: 'envdock-setup-notice', attributes: context, shown: 'section' },
    { tag: 'envdock-request-form', attributes: { request: content.request_id }, shown: 'input' },
    { tag: 'envdock-organization-secrets', attributes: {}, shown: 'li' },
    { tag: 'envdock-finish-dialog', attributes: { session }, shown: 'dialog' },
    { tag: 'envdock-import-dialog', attributes: context, shown: 'dialog[open] textarea', method: 'open' },
    { tag: 'envdock-environment-tab', attributes: context, shown: '[data-slot]' },
  ];
  const run = (cycles: Cycles) => page.evaluate(makeAndRemove, cycles);
  const facts = Object.keys(MOST) as (keyof Held)[];
  /** What there is too much of. */
  const left = async (before: Held): Promise<string[]> => {
    const now = await scale.weigh();
    const grown = (fact: keyof Held) => now[fact] - before[fact];
    return facts.filter((fact) => grown(fact) > MOST[fact]).map((fact) => `${fact} ${grown(fact)}`);
  };
  for (const kind of kinds) {
    await run({ kind, times: WARM_UP });
    const before = await scale.weigh();
    await run({ kind, times: CYCLES });
    // What was said aloud goes after a while.
    await expect.poll(() => left(before), { message: kind.tag }).toEqual([]);
  }
  const planted: [Plant, string][] = [
    ['element', 'script nodes'],
    ['view', 'wasm nodes'],
    ['bytes', 'wasm'],
  ];
  for (const [plant, expected] of planted) {
    const before = await scale.weigh();
    await run({ kind: summary, times: CYCLES, plant });
    const found = (await left(before)).map((fact) => fact.split(' ')[0]);
    expect(found, plant).toEqual(expect.arrayContaining(expected.split(' ')));
  }
  await agent.close();
}
