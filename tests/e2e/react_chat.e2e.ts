import { join } from 'node:path';
import { mkdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { Chat } from './pages/chat.ts';
import { expectAccessible, expectReflow } from './support/accessibility.ts';
import { ExampleHost } from './support/example_host.ts';
import { Program } from './support/program.ts';
import { Proxy } from './support/proxy.ts';
import { built } from './support/server.ts';
import type { Stage } from './support/stage.ts';
import { expect, test as staged } from './support/test.ts';

const [database, stripe, redis] = ['DATABASE_URL', 'STRIPE_SECRET_KEY', 'REDIS_URL'];

type Start = (mode?: 'built' | 'dev') => Promise<{ chat: Chat; proxy: Proxy; host: ExampleHost }>;

/** Shows the chat, through the fault proxy. */
const test = staged.extend<{ start: Start }>({
  start: async ({ page, stage }, use) => {
    const started: { stop(): Promise<void> }[] = [];
    await use(async (mode) => {
      const host = await ExampleHost.chat(stage, mode);
      const proxy = await Proxy.start(host.link);
      started.push(host, proxy);
      await page.goto(proxy.through(host.link).href);
      return { chat: new Chat(page), proxy, host };
    });
    await Promise.all(started.map((one) => one.stop()));
  },
});

/** What stands in the env file of the folder in which the session runs. */
async function written(stage: Stage, host: ExampleHost): Promise<string> {
  const [, session = ''] = await host.program.says(/^session (\S+)$/m);
  const minted = await stage.server.run('token', 'mint', '--role', 'sandbox', '--session', session);
  const folder = join(stage.folder, 'sandbox');
  mkdirSync(folder);
  const api = await stage.api();
  const env = { HOME: join(stage.folder, 'home'), ENVDOCK_URL: api.origin, ENVDOCK_TOKEN: minted.output.trim() };
  const apply = new Program(built('envdock', 'ENVDOCK_BINARY'), ['env', 'apply', folder], { env });
  await apply.ended;
  return readFileSync(join(folder, '.env.local'), 'utf8');
}

/** A missing value or a finished form: what the person sees beside the conversation. */
function badge(page: Page, text: string) {
  return page.getByRole('banner').getByRole('button', { name: text });
}

test('an agent asks in the thread, a person answers, and the agent is told names and states', async ({
  page,
  stage,
  start,
  tab,
}) => {
  const { chat, host } = await start();
  await expect(tab.panel).toBeHidden();
  await chat.say('Set the shop up.');
  // The sidebar opens by itself in a setup session, and the badge counts.
  await expect(tab.panel).toBeVisible();
  await expect(badge(page, '2 required values missing')).toBeVisible();
  await expect(chat.form.field(database)).toBeVisible();

  const value = stage.secret();
  await chat.form.field(database).fill(value);
  await chat.form.action('Skip', stripe).click();
  await chat.form.action('Skip', redis).click();
  await chat.form.button('Submit').click();
  await chat.form.expectHeading('Answered');
  await chat.form.expectResults({ [database]: 'saved for this configuration', [stripe]: 'skipped' });
  await chat.expectLine(`Still missing: ${stripe}.`);
  await tab.expectRows({ [database]: 'Set', [stripe]: 'Missing' });
  await expect(badge(page, '1 required value missing')).toBeVisible();
  // A session without a folder has no files to be read, which is no failure.
  await expect(tab.button('Retry')).toHaveCount(0);

  const told = JSON.parse(await chat.told('request_env_variables'));
  expect(told).toMatchObject({ status: 'submitted' });
  expect(told.keys).toMatchObject([
    { key: database, result: 'saved' },
    { key: stripe, result: 'skipped' },
    { key: redis, result: 'skipped' },
  ]);
  expect(await written(stage, host)).toContain(value);
  await expectAccessible(page);
  await expectReflow(page);
});

test('what is typed survives a failed save, a thread drawn anew, and a closed sidebar', async ({
  page,
  stage,
  start,
  tab,
}) => {
  const { chat, proxy } = await start();
  await chat.say('Set the shop up.');
  const [first, second] = [stage.secret(), stage.secret()];
  await chat.form.field(database).fill(first);
  await tab.type(redis, second);
  await chat.sidebarButton.click();
  await expect(tab.panel).toBeHidden();

  await proxy.break('status=500 /api/v1/requests/ POST');
  await chat.form.action('Skip', stripe).click();
  await chat.form.action('Skip', redis).click();
  await chat.form.button('Submit').click();
  await expect(chat.form.form.getByText('It is not known whether your answer arrived')).toBeVisible();
  await expect(chat.form.field(database)).toHaveValue(first);
  // The agent does not wait any more: its message is another one, the question stays open.
  await chat.button('Stop').click();
  await expect(chat.thread.getByText('was left before it answered')).toBeVisible();
  await expect(chat.form.field(database)).toHaveValue(first);

  await proxy.heal();
  await chat.form.button('Submit').click();
  await chat.form.expectHeading('Answered');
  await chat.sidebarButton.click();
  await tab.expectRows({ [database]: 'Set', [redis]: 'Draft' });
  await tab.name(redis).click();
  await expect(tab.field(redis)).toHaveValue(second);
  await chat.say('Go on.');
  await expect(chat.form.field(stripe)).toBeVisible();
  await chat.form.button('Decline').click();
  await chat.expectLine('I go on without these values, and do not ask again.');
});

test('the development server serves the program, too', async ({ start }) => {
  const { chat } = await start('dev');
  await chat.say('Set the shop up.');
  await expect(chat.form.field(database)).toBeVisible();
});
