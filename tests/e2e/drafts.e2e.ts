import { expectAccessible } from './support/accessibility.ts';
import { leaks } from './support/canary.ts';
import { inside } from './support/page_traces.ts';
import { keyName } from './support/random.ts';
import { expect, test } from './support/test.ts';

test('what is being typed is in the field and nowhere else', async ({ page, stage, tab, traces }) => {
  const key = stage.key();
  const value = stage.secret();
  await stage.open(page);
  await tab.action('Fill', key).click();
  const field = tab.field(key);
  await field.pressSequentially(value);
  await expect(field).toHaveAttribute('type', 'password');
  for (const [name, expected] of [
    ['autocomplete', 'off'],
    ['spellcheck', 'false'],
    ['autocorrect', 'off'],
    ['autocapitalize', 'off'],
  ] as const) {
    await expect(field).toHaveAttribute(name, expected);
  }
  const search = async () =>
    leaks([...(await inside(page)), ...(await traces.sources()), ...stage.kept()], [value]);
  expect(await search()).toEqual([]);

  await tab.button('Show').click();
  await expect(field).toHaveAttribute('type', 'text');
  expect(await search()).toEqual([]);
  await tab.button('Hide').click();
  await expect(field).toHaveAttribute('type', 'password');

  await tab.button('Close').click();
  await tab.expectRows({ [key]: 'Draft' });
  await expectAccessible(page);
  expect(await search()).toEqual([]);
  await tab.action('Continue', key).click();
  await expect(field).toHaveValue(value);
  await tab.button('Save').click();
  await tab.expectRows({ [key]: 'Set' });
  expect(await search()).toEqual([]);
});

test('leaving with a draft warns; without one it does not', async ({ page, stage, tab }) => {
  const key = stage.key();
  await stage.open(page);
  await tab.expectRows({ [key]: 'Missing' });
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.type());
    void dialog.accept();
  });
  await page.reload();
  expect(dialogs).toEqual([]);

  await tab.type(key, stage.secret());
  await page.reload();
  expect(dialogs).toEqual(['beforeunload']);
  await tab.expectRows({ [key]: 'Missing' });

  await tab.type(key, stage.secret());
  await tab.button('Discard').click();
  await page.reload();
  expect(dialogs).toEqual(['beforeunload']);
});

test('a draft survives a visit to another page of the product', async ({ page, stage, tab }) => {
  const key = stage.key();
  const value = stage.secret();
  await stage.open(page);
  await tab.type(key, value);
  await page.getByRole('link', { name: 'Repositories' }).click();
  await page.goBack();
  await tab.expectRows({ [key]: 'Draft' });
  await tab.action('Continue', key).click();
  await expect(tab.field(key)).toHaveValue(value);
});

test('the search field is remembered nowhere: people paste values into it', async ({ page, stage, tab }) => {
  stage.workspace.example('.env.example', Array.from({ length: 8 }, () => keyName()));
  const value = stage.secret();
  await stage.open(page);
  await tab.search(value);
  await expect(tab.panel.getByText('No key matches')).toBeVisible();
});
