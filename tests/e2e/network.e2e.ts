import { Api } from './support/api.ts';
import { expectAccessible } from './support/accessibility.ts';
import { expect, test } from './support/test.ts';

const BATCH = '/api/v1/secrets/batch';
const CHECKS = '/api/v1/checks';

test('a save while offline keeps the draft, and succeeds once the network is back', async ({
  page,
  stage,
  tab,
}) => {
  const key = stage.key();
  const value = stage.secret();
  await stage.openBehindProxy(page);
  await tab.type(key, value);
  await stage.proxy.break('offline /api/v1/');
  await tab.button('Save').click();
  const unknown = 'No answer came, so it is not known whether it was stored. Sending it again is safe.';
  await expect(tab.row(key).getByText(unknown)).toHaveCount(1);
  await tab.expectRows({ [key]: 'Not confirmed' });
  await expect(tab.field(key)).toHaveValue(value);
  await expectAccessible(page);

  await stage.proxy.heal();
  await tab.button('Send again').click();
  await tab.expectRows({ [key]: 'Set' });
  expect(stage.workspace.read('.env')).toBe(`${key}='${value}'\n`);
  const api = await stage.api();
  expect((await api.audit(key)).map(({ version }) => version)).toEqual([1]);
  await tab.expectShape([1, 1], [
    {
      key,
      note: 'Set·for this configuration·just now by you',
      remark: 'Written to .env. Restart your dev server to pick it up.',
    },
  ]);
});

test('a save whose answer is cut changes nothing when it is tried again', async ({ page, stage, tab }) => {
  const key = stage.key();
  const value = stage.secret();
  await stage.openBehindProxy(page);
  await tab.type(key, value);
  await stage.proxy.break(`cut ${BATCH} POST 1`);
  await tab.button('Save').click();
  await tab.expectRows({ [key]: 'Not confirmed' });
  const api = await stage.api();
  expect(await api.audit(key)).toHaveLength(1);

  await tab.action('Retry', key).click();
  await tab.expectRows({ [key]: 'Set' });
  expect((await stage.proxy.requests(`POST ${BATCH}`)).length).toBe(2);
  expect((await api.audit(key)).map(({ action, version }) => `${action} ${version}`)).toEqual(['set 1']);
  expect(stage.workspace.read('.env')).toBe(`${key}='${value}'\n`);
});

test('while a save is on its way, its row says so', async ({ page, stage, tab }) => {
  const [key, other] = stage.twoKeys();
  const value = stage.secret();
  await stage.openBehindProxy(page);
  await tab.type(key, value);
  await stage.proxy.break(`slow=600000 ${BATCH} POST 1`);
  await tab.button('Save').click();
  await tab.expectRows({ [key]: 'Saving', [other]: 'Missing' });
  await expectAccessible(page);

  // It never came to the server.
  await stage.proxy.hangUp(`POST ${BATCH}`);
  await tab.expectRows({ [key]: 'Not confirmed', [other]: 'Missing' });
  await tab.action('Retry', key).click();
  await tab.expectRows({ [key]: 'Set', [other]: 'Missing' });
  expect(stage.workspace.read('.env')).toBe(`${key}='${value}'\n`);
  const api = await stage.api();
  expect((await api.audit(key)).map(({ version }) => version)).toEqual([1]);
});

test('offline, the last known states stay, with their age', async ({ page, stage, tab }) => {
  const [set, missing] = stage.twoKeys();
  await page.clock.install();
  await stage.openBehindProxy(page);
  await tab.fill(set, stage.secret());
  await tab.expectRows({ [set]: 'Set', [missing]: 'Missing' });

  await stage.proxy.break('offline /api/v1/');
  await page.clock.runFor('05:00');
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(tab.notice('The server cannot be reached.')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'The server cannot be reached.' })).toBeAttached();
  await page.clock.runFor('02:00');
  await expect(tab.panel.getByText(/Showing what was known [67] min ago\./)).toBeVisible();
  await tab.expectRows({ [set]: 'Set', [missing]: 'Missing' });
  await expectAccessible(page);

  await stage.proxy.heal();
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(tab.notice('The server cannot be reached.')).toBeHidden();
});

test('too many requests: it waits as long as the server says, then goes on', async ({ page, stage, tab }) => {
  const key = stage.key();
  await page.clock.install();
  const link = await stage.serveBehindProxy();
  await stage.proxy.break(`status=429,60 ${CHECKS} POST 1`);
  await page.goto(link.href);
  await tab.expectRows({ [key]: 'Unknown' });
  await expect(tab.notice('Too many requests. It goes on shortly.')).toBeVisible();
  await expectAccessible(page);
  await page.clock.runFor(30_000);
  expect(await stage.proxy.requests(`POST ${CHECKS}`)).toHaveLength(1);
  await page.clock.runFor(60_000);
  await tab.expectRows({ [key]: 'Missing' });
});

test('a broken server makes states unknown, never missing, and asking again helps', async ({
  page,
  stage,
  tab,
}) => {
  const key = stage.key();
  await page.clock.install();
  const link = await stage.serveBehindProxy();
  await stage.proxy.break(`status=503 ${CHECKS}`);
  await page.goto(link.href);
  await tab.expectRows({ [key]: 'Unknown' });
  await expect(tab.notice('The server cannot answer now.')).toBeVisible();
  await expect(tab.panel.getByText('1 unknown')).toBeVisible();
  await expectAccessible(page);
  await stage.proxy.heal();
  await tab.action('Retry', key).click();
  await tab.expectRows({ [key]: 'Missing' });
});

test('a configuration that cannot be read says so, with a way out', async ({ page, stage, tab }) => {
  const key = stage.key();
  await page.clock.install();
  const link = await stage.serveBehindProxy();
  await stage.proxy.break('status=500 /api/v1/configurations');
  await page.goto(link.href);
  await expect(page.getByText('Could not be loaded')).toBeVisible();
  // It was reached, and answered with an error.
  await expect(tab.notice('The server cannot answer now.')).toBeVisible();
  await expectAccessible(page);
  // It is asked again by itself, too: the button is pressed before there is an answer.
  await stage.proxy.break('slow=3000 /api/v1/configurations');
  await page.getByRole('button', { name: 'Retry', exact: true }).click();
  await tab.expectRows({ [key]: 'Missing' });
});

test('while the first answers take long, the page says what it waits for', async ({ page, stage, tab }) => {
  const key = stage.key();
  const link = await stage.serveBehindProxy();
  await stage.proxy.break('slow=600000 /api/v1/configurations');
  await page.goto(link.href);
  await expect(page.getByText('Looking up what this project needs')).toBeAttached();
  await expectAccessible(page);
  await stage.proxy.break(`slow=600000 ${CHECKS}`);
  await page.reload();
  await tab.expectRows({ [key]: 'Checking' });
  await expect(tab.panel.getByText('Checking what is set…')).toBeVisible();
  await expectAccessible(page);
});

test('signed out, drafts are kept, and a new link brings them back to be saved', async ({
  page,
  stage,
  tab,
}) => {
  const key = stage.key();
  const value = stage.secret();
  // The save is what finds out, not the stream of events.
  await page.route('**/api/v1/events*', (route) => route.abort());
  await stage.open(page);
  await tab.type(key, value);
  const token = await page.evaluate(() => Object.values(localStorage).join());
  await new Api(new URL(page.url()).origin, token).call('DELETE', '/sign-in');
  await tab.button('Save').click();
  await expect(tab.notice('You are signed out.')).toBeVisible();
  await expect(tab.panel.getByText('Run `envdock open` for a new link.')).toBeVisible();
  await tab.expectRows({ [key]: 'Not confirmed' });
  await expect(tab.field(key)).toHaveValue(value);
  await expectAccessible(page);

  // The new link opens in a tab of its own; this one notices.
  const other = await page.context().newPage();
  await other.goto((await stage.server.open()).href);
  await expect(other.getByRole('button', { name: key, exact: true })).toBeVisible();
  await expect(tab.notice('You are signed out.')).toBeHidden();
  // What was sent and not answered goes out again by itself.
  await tab.expectRows({ [key]: 'Set' });
  expect(stage.workspace.read('.env')).toBe(`${key}='${value}'\n`);
  await tab.expectShape([1, 1], [{ key, note: 'Set·for this configuration·just now by you' }]);
});
