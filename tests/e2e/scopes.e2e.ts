import { expectAccessible } from './support/accessibility.ts';
import { keyName } from './support/random.ts';
import { expect, test } from './support/test.ts';

test('a nearer value is deleted, the farther one applies, and undo brings the nearer one back', async ({
  page,
  stage,
  tab,
}) => {
  const key = stage.key();
  const [far, near] = [stage.secret(), stage.secret()];
  const inFile = (value: string) =>
    expect.poll(() => stage.workspace.peek('.env')).toBe(`${key}='${value}'\n`);
  await stage.open(page);
  await tab.action('Fill', key).click();
  await page.getByRole('radio', { name: 'Organization', exact: true }).check();
  await tab.field(key).fill(far);
  // A shared value is written into a file of this project once a person accepts that.
  await expect(tab.row(key)).toContainText(`Saving also accepts ${key}`);
  await tab.button('Save').click();
  await expect(tab.row(key)).toContainText('for organization');
  await inFile(far);

  await tab.name(key).click();
  await tab.button('Override here').click();
  await page.getByRole('radio', { name: 'This configuration', exact: true }).check();
  await tab.field(key).fill(near);
  await tab.button('Save').click();
  await expect(tab.row(key)).toContainText('shadows organization');
  await inFile(near);

  await tab.name(key).click();
  await expect(tab.row(key)).toContainText('Then the organization’s value applies.');
  await expectAccessible(page);
  await tab.button(/^Delete the value for .*configuration/).press('Enter');
  await expect(tab.row(key)).toContainText('Deleted. Written to .env.');
  await expect(tab.row(key)).toContainText('for organization');
  await inFile(far);
  await expect(tab.name(key)).toBeFocused();

  await tab.action('Undo', key).press('Enter');
  await expect(tab.row(key)).toContainText('The earlier value is back. Written to .env.');
  await expect(tab.row(key)).toContainText('shadows organization');
  await inFile(near);
  await expect(tab.name(key)).toBeFocused();
  await page.reload();
  await expect(tab.row(key)).toContainText('shadows organization');
  const api = await stage.api();
  const actions = (await api.audit(key)).map(({ action }) => action);
  expect(actions).toEqual(['restore', 'unset', 'set', 'set']);
});

test('a value moved over another one replaces it after a question, and undo brings both back', async ({
  page,
  stage,
  tab,
}) => {
  const key = stage.key();
  const [far, near] = [stage.secret(), stage.secret()];
  await stage.open(page);
  await tab.action('Fill', key).click();
  await page.getByRole('radio', { name: 'Organization', exact: true }).check();
  await tab.field(key).fill(far);
  await tab.button('Save').click();
  await expect(tab.row(key)).toContainText('for organization');
  await tab.name(key).click();
  await tab.button('Override here').click();
  await page.getByRole('radio', { name: 'This configuration', exact: true }).check();
  await tab.field(key).fill(near);
  await tab.button('Save').click();
  await expect(tab.row(key)).toContainText('shadows organization');

  await tab.name(key).click();
  const places = tab.row(key).getByRole('combobox', { name: /^Move the value for .*configuration.* to$/ });
  const taken = places.getByRole('option', { name: /^organization.*\(replaces a value\)$/i });
  await places.selectOption({ label: (await taken.textContent()) ?? '' });
  await tab.row(key).getByRole('button', { name: /^Move the value for .*configuration[^)]*$/ }).press('Enter');
  await expect(tab.row(key)).toContainText(/Moving replaces the value for organization.*Undo brings both back\./);
  await expectAccessible(page);
  await tab.button('Cancel').press('Enter');
  await expect(tab.row(key)).toContainText('shadows organization');
  await tab.row(key).getByRole('button', { name: /^Move the value for .*configuration[^)]*$/ }).press('Enter');
  await tab.button('Move and replace').press('Enter');
  await expect(tab.row(key)).toContainText('Moved.');
  await expect(tab.row(key)).toContainText('for organization');
  expect(stage.workspace.read('.env')).toBe(`${key}='${near}'\n`);

  // The row stays open.
  await tab.action('Undo', key).press('Enter');
  await expect(tab.row(key)).toContainText('shadows organization');
  await tab.button(/^Delete the value for .*configuration/).press('Enter');
  await expect(tab.row(key)).toContainText('for organization');
  await expect.poll(() => stage.workspace.peek('.env')).toBe(`${key}='${far}'\n`);
});

test('a deletion that is refused changes nothing and says why', async ({ page, stage, tab }) => {
  const [key, other] = stage.twoKeys();
  const value = stage.secret();
  await stage.openBehindProxy(page);
  await tab.fill(key, value);
  await tab.expectRows({ [key]: 'Set', [other]: 'Missing' });
  await stage.proxy.break('status=403 /api/v1/secrets/batch POST 1');
  await tab.name(key).click();
  await tab.button(/^Delete the value for .*configuration/).click();
  await tab.expectRows({ [key]: 'Not changed', [other]: 'Missing' });
  const why = 'You may not change what is stored there. Ask an owner or an admin.';
  await expect(tab.row(key).getByText(why, { exact: true })).toBeVisible();
  await expectAccessible(page);
  await tab.button('Leave it as it is').click();
  await tab.expectRows({ [key]: 'Set', [other]: 'Missing' });
  expect(stage.workspace.read('.env')).toBe(`${key}='${value}'\n`);
  const api = await stage.api();
  expect((await api.audit(key)).map(({ action }) => action)).toEqual(['set']);
});

test('two apps of one repository have different values of one key', async ({ page, stage, tab }) => {
  const key = keyName();
  stage.workspace.example('web/.env.example', [key]);
  stage.workspace.example('api/.env.example', [key]);
  await stage.open(page);
  const values: Record<string, string> = {};
  for (const folder of ['api', 'web']) {
    const field = tab.field(key);
    await tab.action('Fill', key).first().click();
    await page.getByRole('radio', { name: 'Only this file', exact: true }).check();
    const hint = tab.panel.getByText(/^Only .*\.env, in this session and all future ones\.$/);
    const file = ((await hint.textContent()) ?? '').replace(/^Only (.*), in this session.*$/, '$1');
    values[file] = stage.secret();
    await field.fill(values[file] ?? '');
    await tab.button('Save').click();
    const set = tab.row(key).filter({ hasText: 'for this file' });
    await expect(set).toHaveCount(folder === 'api' ? 1 : 2);
  }
  expect(Object.keys(values).sort()).toEqual(['api/.env', 'web/.env']);
  for (const [file, value] of Object.entries(values)) {
    await expect.poll(() => stage.workspace.peek(file)).toBe(`${key}='${value}'\n`);
  }
});
