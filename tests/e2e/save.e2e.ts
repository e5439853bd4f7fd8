import { expectAccessible } from './support/accessibility.ts';
import { keyName, keyNames } from './support/random.ts';
import { expect, test } from './support/test.ts';

test('what is filled in is in the file, and stays set after a reload and a crash', async ({
  page,
  stage,
  tab,
}) => {
  const [first, second, third] = keyNames(3) as [string, string, string];
  stage.workspace.example('.env.example', [first, second, third]);
  const value = stage.secret();
  await stage.open(page);
  await tab.expectProgress(0, 3);
  await tab.expectRows({ [first]: 'Missing', [second]: 'Missing', [third]: 'Missing' });

  await tab.fill(first, value);
  await tab.expectRows({ [first]: 'Set', [second]: 'Missing' });
  await expect(tab.row(first)).toContainText('Written to .env. Restart your dev server to pick it up.');
  await tab.expectProgress(1, 3);
  expect(stage.workspace.read('.env')).toBe(`${first}='${value}'\n`);

  await page.reload();
  await tab.expectRows({ [first]: 'Set', [second]: 'Missing', [third]: 'Missing' });

  await stage.server.kill();
  await page.goto((await stage.server.start()).href);
  await tab.expectRows({ [first]: 'Set', [second]: 'Missing', [third]: 'Missing' });
  await tab.expectProgress(1, 3);
  expect(stage.workspace.read('.env')).toBe(`${first}='${value}'\n`);
  await tab.expectShape([1, 3], [
    { key: second, action: 'Fill', note: 'Missing·.env.example:2' },
    { key: third, action: 'Fill', note: 'Missing·.env.example:3' },
    { key: first, note: 'Set·for this configuration·just now by you' },
  ]);
  await expectAccessible(page);
});

test('several lines are pasted, stored and written exactly', async ({ page, stage, tab }) => {
  const key = stage.key('PRIVATE_KEY');
  stage.workspace.write('package.json', '{"dependencies":{"dotenv":"^17.0.0"}}\n');
  const lines = stage.secret(`-----BEGIN KEY-----\n${stage.secret()}\n-----END KEY-----\n`);
  await stage.open(page);
  await tab.action('Fill', key).click();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((text) => navigator.clipboard.writeText(text), lines);
  await page.keyboard.press('ControlOrMeta+v');
  await expect(tab.field(key)).toHaveValue(lines);
  await tab.button('Save').click();
  await tab.expectRows({ [key]: 'Set' });
  expect(stage.workspace.read('.env')).toBe(`${key}='${lines}'\n`);
});

test('replacing a value writes the new one and never shows the old one', async ({ page, stage, tab }) => {
  const key = stage.key();
  const [old, young] = [stage.secret(), stage.secret()];
  await stage.open(page);
  await tab.fill(key, old);
  await tab.expectRows({ [key]: 'Set' });
  const said = page.getByRole('status').filter({ hasText: `${key} saved.` });
  const first = await said.textContent();
  await tab.replace(key);
  await expect(tab.field(key)).toHaveValue('');
  await tab.field(key).fill(young);
  await tab.button('Save').click();
  await expect.poll(() => stage.workspace.peek('.env')).toBe(`${key}='${young}'\n`);
  // The same words are heard again only where the text differs.
  await expect.poll(() => said.textContent()).not.toBe(first);
  const api = await stage.api();
  expect((await api.audit(key)).map(({ action, version }) => `${action} ${version}`)).toEqual([
    'set 2',
    'set 1',
  ]);
});

test('several drafts are saved at once', async ({ page, stage, tab }) => {
  const keys = keyNames(3);
  stage.workspace.example('.env.example', keys);
  const values = keys.map(() => stage.secret());
  await stage.openBehindProxy(page);
  for (const [index, key] of keys.entries()) await tab.type(key, values[index] ?? '');
  await tab.expectRows(Object.fromEntries(keys.map((key) => [key, 'Draft'])));
  await expect(tab.button('Save all (3)')).toBeVisible();
  await expectAccessible(page);
  await stage.proxy.heal();
  await tab.button('Save all (3)').click();
  await tab.expectRows(Object.fromEntries(keys.map((key) => [key, 'Set'])));
  await tab.expectProgress(3, 3);
  expect(await stage.proxy.requests('POST /api/v1/secrets/batch')).toHaveLength(1);
  expect(stage.workspace.read('.env')).toBe(keys.map((key, at) => `${key}='${values[at]}'\n`).join(''));
});

test('a value for one file only does not reach another file with the same key', async ({
  page,
  stage,
  tab,
}) => {
  const key = keyName();
  stage.workspace.example('web/.env.example', [key]);
  stage.workspace.example('api/.env.example', [key]);
  await stage.open(page);
  await tab.action('Fill', key).first().click();
  await page.getByRole('radio', { name: 'Only this file' }).check();
  await tab.field(key).fill(stage.secret());
  await tab.button('Save').click();
  await expect(tab.row(key).filter({ hasText: 'Set' })).toHaveCount(1);
  await expect(tab.row(key).filter({ hasText: 'Missing' })).toHaveCount(1);
});
