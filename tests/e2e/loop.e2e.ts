import type { Page } from '@playwright/test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentTab } from './pages/environment_tab.ts';
import { RequestForm } from './pages/request_form.ts';
import { Session } from './pages/session.ts';
import { Agent, type Json } from './support/agent.ts';
import type { Api } from './support/api.ts';
import { filesBelow, leaks } from './support/canary.ts';
import { keyName } from './support/random.ts';
import type { Stage } from './support/stage.ts';
import { expect, test } from './support/test.ts';

/** What somebody sees of the loop, whoever the agent is. */
async function answers(stage: Stage, page: Page, keys: [string, string]): Promise<void> {
  const [filled, skipped] = keys;
  const [session, tab] = [new Session(page), new EnvironmentTab(page)];
  // The tab opens by itself, the badge counts, the notice names the file.
  await expect(tab.panel).toBeVisible();
  await expect(session.tabButton).toHaveAccessibleName(/2 required values missing/);
  await expect(session.notice.getByText('.env is needed by this project')).toBeVisible();
  await expect(session.form.field(filled)).toBeVisible();
  await expect(tab.panel.getByText('1 open request')).toBeVisible();
  const second = await page.context().newPage();
  await second.goto(page.url());
  const elsewhere = new Session(second);
  await expect(elsewhere.form.field(filled)).toBeVisible();

  const value = stage.secret();
  await session.form.field(filled).fill(value);
  await session.form.action('Skip', skipped).click();
  await session.form.button('Submit').click();
  await session.form.expectHeading('Answered');
  // How soon, `cargo xtask bench events` says.
  await elsewhere.form.expectHeading('Answered elsewhere');
  await session.form.expectResults({ [filled]: 'saved for this configuration', [skipped]: 'skipped' });
  await elsewhere.form.expectResults({ [filled]: 'saved for this configuration', [skipped]: 'skipped' });
  // The page hears that it is answered before the server has written the file.
  await expect(() => {
    const lines = stage.workspace.read('.env').split('\n');
    expect(lines.some((line) => line.startsWith(`${filled}=`) && line.includes(value))).toBe(true);
  }).toPass();
  await tab.expectRows({ [filled]: 'Set', [skipped]: 'Missing' });
  await session.expectLine('Agent', `${filled}: saved for this configuration; ${skipped}: skipped`);
  await session.expectLine('Agent', 'Setup is finished.');
  await second.close();
}

/** Closing the tab is respected, and everything is there after a reload. */
async function reloads(page: Page, [filled, skipped]: [string, string]): Promise<void> {
  const [session, tab] = [new Session(page), new EnvironmentTab(page)];
  await session.tabButton.click();
  await expect(tab.panel).toBeHidden();
  await page.reload();
  await session.form.expectResults({ [filled]: 'saved for this configuration', [skipped]: 'skipped' });
  await session.expectLine('Agent', 'Setup is finished.');
  await expect(session.tabButton).toHaveAccessibleName(/1 required value missing/);
  await expect(tab.panel).toBeHidden();
}

/** Finishing asks about what is missing, then leaves the values out. */
async function finishes(stage: Stage, page: Page, skipped: string): Promise<void> {
  const session = new Session(page);
  await session.finish();
  const dialog = session.finishDialog;
  await expect(dialog.getByRole('heading', { name: '1 required value is still missing' })).toBeVisible();
  await expect(dialog.getByText(skipped)).toBeVisible();
  await dialog.getByRole('button', { name: 'Save anyway' }).click();
  await expect(page.getByRole('main').getByText('Snapshot saved: ')).toBeVisible();
  await expect(page.getByText('Left out, because they hold secrets: .env')).toBeVisible();
  const archives = filesBelow(join(stage.dataDir, 'snapshots'));
  expect(archives).toHaveLength(1);
  expect(leaks(archives, stage.secrets)).toEqual([]);
}

test('a setup session: found, asked, answered, applied, saved', async ({ page, stage }) => {
  test.slow();
  const keys = stage.twoKeys();
  await page.goto((await stage.server.start({}, '--setup')).href);
  await answers(stage, page, keys);
  await reloads(page, keys);
  await finishes(stage, page, keys[1]);
});

test('another agent in place of the setup agent changes nothing on screen', async ({ page, stage }) => {
  test.slow();
  // In an empty folder the setup agent has nothing to do; the other one comes afterwards.
  await page.goto((await stage.server.start({}, '--setup')).href);
  const [session, tab] = [new Session(page), new EnvironmentTab(page)];
  await session.expectLine('Agent', 'Setup is finished.');
  await expect(tab.panel).toBeHidden();
  const keys = stage.twoKeys();
  const agent = await connect(stage);
  const [seen] = await Promise.all([setUp(agent), answers(stage, page, keys)]);
  expect(leaks([{ name: 'agent', bytes: Buffer.from(JSON.stringify(seen)) }], stage.secrets)).toEqual([]);
  await reloads(page, keys);
  await finishes(stage, page, keys[1]);
  await agent.close();
});

async function connect(stage: Stage): Promise<Agent> {
  const api = await stage.api();
  const { session } = await api.configuration();
  return Agent.connect(api, session ?? '');
}

/** What the setup agent does, by the official TypeScript SDK. Answers with all that it was told. */
async function setUp(agent: Agent): Promise<Json[]> {
  const found = await agent.good('scan_project');
  const files = found.files.map(({ path, keys }: Json) => ({
    path,
    keys: keys.map(({ key }: Json) => ({ key })),
  }));
  const told = [found, await agent.good('save_env_files', { files })];
  const keys = files.flatMap((file: Json) => file.keys);
  let answer = await agent.good('request_env_variables', { reason: 'To run it.', keys });
  told.push(answer);
  while (answer.status === 'open') {
    answer = await agent.good('check_env', { request_id: answer.request_id, wait_seconds: 45 });
    told.push(answer);
  }
  const result = ({ key, result }: Json) =>
    `${key}: ${result === 'saved' ? 'saved for this configuration' : result}`;
  await agent.say(answer.keys.map(result).join('; '));
  await agent.say('Setup is finished.');
  return [...told, await agent.good('check_env')];
}

/** An open request for one key, on a page and for whoever calls the interface. */
async function oneRequest(stage: Stage, page: Page) {
  const key = stage.key();
  await stage.open(page);
  const [agent, api] = [await connect(stage), await stage.api()];
  const { content } = await agent.ask([key]);
  const session = new Session(page);
  await expect(session.form.field(key)).toBeVisible();
  return { key, agent, api, session, id: content.request_id as string };
}

/** The body with which another program answers. */
async function submission(api: Api, key: string, value: string): Promise<object> {
  const { id } = await api.configuration();
  const set = { scope: { type: 'configuration', id }, expected_version: 0, value };
  return { answers: [{ file: { path: '.env' }, key, answer: { set } }] };
}

test('an answer that is sent twice is carried out once', async ({ page, stage }) => {
  const { key, api, id, session } = await oneRequest(stage, page);
  const body = await submission(api, key, stage.secret());
  const send = () => api.call('POST', `/requests/${id}/submission`, body, { 'Idempotency-Key': 'once' });
  const [first, again] = await Promise.all([send(), send()]);
  expect(again).toEqual(first);
  await session.form.expectHeading('Answered elsewhere');
  const other = api.call('POST', `/requests/${id}/submission`, body);
  await expect(other).rejects.toThrow(/: 409 /);
  expect((await api.audit(key)).filter(({ action }) => action === 'submit')).toHaveLength(1);
});

test('an answer that comes too late stores nothing, and what was typed is kept', async ({
  page,
  stage,
  tab,
}) => {
  const { key, api, id, session } = await oneRequest(stage, page);
  await session.form.field(key).fill(stage.secret());
  await api.call('POST', `/requests/${id}/decline`, {});
  await session.form.expectHeading('Declined');
  await expect(session.form.form.getByText(/^1 typed value not saved/)).toBeVisible();
  const body = await submission(api, key, stage.secret());
  await expect(api.call('POST', `/requests/${id}/submission`, body)).rejects.toThrow(/: 409 /);
  expect((await api.audit(key)).filter(({ action }) => action === 'submit')).toHaveLength(0);
  expect(existsSync(join(stage.workspace.path, '.env'))).toBe(false);
  await tab.expectRows({ [key]: 'Draft' });
});

test('of two tabs that answer at once, one does', async ({ page, stage }) => {
  const { key, api, session } = await oneRequest(stage, page);
  const second = await page.context().newPage();
  await second.goto(page.url());
  const both = [session.form, new Session(second).form];
  const values = [stage.secret(), stage.secret()];
  for (const [index, form] of both.entries()) await form.field(key).fill(values[index] ?? '');
  // Found before either is pressed: the form that loses may close before its turn comes.
  const buttons = await Promise.all(both.map((form) => form.button('Submit').elementHandle()));
  await Promise.all(buttons.map((button) => button?.evaluate((found) => (found as HTMLElement).click())));
  for (const form of both) await form.expectHeading(/^Answered/);
  expect((await api.audit(key)).filter(({ action }) => action === 'submit')).toHaveLength(1);
  const written = stage.workspace.read('.env');
  expect(values.filter((value) => written.includes(value))).toHaveLength(1);
});

test('a request has a page of its own, for those who may answer it', async ({ page, stage }) => {
  const { key, agent, id } = await oneRequest(stage, page);
  await page.goto(new URL(`/requests/${id}`, page.url()).href);
  const form = new RequestForm(page);
  const value = stage.secret();
  await form.field(key).fill(value);
  await form.button('Submit').click();
  await form.expectResults({ [key]: 'saved for this configuration' });
  expect((await agent.good('check_env', { request_id: id })).status).toBe('submitted');
  await page.goto(new URL(`/requests/req_${keyName()}`, page.url()).href);
  await expect(page.getByText('There is no such request for you')).toBeVisible();
});
