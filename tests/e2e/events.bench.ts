import { type Page, expect, test } from '@playwright/test';
import { EnvironmentTab } from './pages/environment_tab.ts';
import { Session } from './pages/session.ts';
import { Agent } from './support/agent.ts';
import { keyName } from './support/random.ts';
import { Stage } from './support/stage.ts';

const ROUNDS = 50;
const AIM_MS = 1_000;
const THREAD_HEADING = '[aria-label="Conversation"] h2';

/** When so many elements show this text: the moment of the frame, by the clock of the machine. */
function shown(page: Page, selector: string, text: string, count = 1): Promise<number> {
  return page.evaluate(
    ([selector, text, count]) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const found = [...document.querySelectorAll(selector)].filter(
            (element) => element.textContent?.trim() === text && element.checkVisibility(),
          );
          if (found.length >= count) resolve(Date.now());
          else requestAnimationFrame(look);
        };
        look();
      }),
    [selector, text, count] as const,
  );
}

function percentile(times: number[], percent: number): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? Number.NaN;
}

function line(what: string, times: number[]): string {
  const [p50, p95, most] = [50, 95, 100].map((percent) => `${percentile(times, percent)} ms`);
  return `${what}: p50 ${p50}, p95 ${p95} (aim: at most ${AIM_MS} ms), most ${most}, n = ${times.length}`;
}

/** From an agent's save to the row in the second window. */
async function saves(agent: Agent, second: Page): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const key = keyName();
    const seen = shown(second, 'button', key);
    const start = Date.now();
    await agent.save('.env', [key]);
    times.push((await seen) - start);
  }
  return times;
}

/** From pressing Submit in the first window to the end of the form, there and in the second. */
async function answers(agent: Agent, stage: Stage, first: Page, second: Page) {
  const times = { here: [] as number[], elsewhere: [] as number[] };
  for (let round = 1; round <= ROUNDS; round += 1) {
    const key = keyName();
    await agent.ask([key]);
    for (const page of [first, second]) await expect(new Session(page).form.field(key)).toBeVisible();
    const { form } = new Session(first);
    await form.field(key).fill(stage.secret());
    const here = shown(first, THREAD_HEADING, 'Answered', round);
    const elsewhere = shown(second, THREAD_HEADING, 'Answered elsewhere', round);
    const start = await form.button('Submit').evaluate((button) => {
      const now = Date.now();
      (button as HTMLElement).click();
      return now;
    });
    times.here.push((await here) - start);
    times.elsewhere.push((await elsewhere) - start);
  }
  return times;
}

/** How long the server takes to end, with windows open and an agent that waits for an answer. */
async function ending(agent: Agent, stage: Stage, window: Page): Promise<number> {
  const key = keyName();
  const input = { reason: 'To run it.', keys: [{ key }], wait_seconds: 45 };
  const waiting = agent.tool('request_env_variables', input).catch(() => 'cut off');
  await expect(new Session(window).form.field(key)).toBeVisible();
  const start = Date.now();
  await stage.server.interrupt();
  const ended = Date.now();
  await waiting;
  return ended - start;
}

test('how soon a window shows what happened elsewhere', async ({ page, context }) => {
  const stage = new Stage();
  try {
    const key = stage.key();
    await stage.open(page);
    await new EnvironmentTab(page).expectRows({ [key]: 'Missing' });
    const second = await context.newPage();
    await second.goto(page.url());
    await new EnvironmentTab(second).expectRows({ [key]: 'Missing' });
    const api = await stage.api();
    const agent = await Agent.connect(api, (await api.configuration()).session ?? '');
    const saved = await saves(agent, second);
    const { here, elsewhere } = await answers(agent, stage, page, second);
    const ended = await ending(agent, stage, second);
    console.log('\ncargo xtask bench events');
    console.log(line('save_env_files, until the row is on screen in another window', saved));
    console.log(line('Submit in one window, until the form is closed in another', elsewhere));
    console.log(line('the same, until it is closed in the first window itself', here));
    const connected = 'Ctrl-C, with two windows and an agent that waits for an answer';
    console.log(`${connected}: ${ended} ms (aim: at most 2000 ms), n = 1`);
  } finally {
    await stage.strike();
  }
});
