import { expectAccessible, expectReflow } from './support/accessibility.ts';
import { keyNames } from './support/random.ts';
import { expect, test } from './support/test.ts';

// One key among many: with the keyboard, by what is missing, and by a link.

test('a key is found, filled and left with the keyboard', async ({ page, stage, tab }) => {
  const [first, second, ...others] = keyNames(8).sort();
  const all = [first, second, ...others] as string[];
  stage.workspace.example('.env.example', all);
  const value = stage.secret();
  await stage.open(page);
  await tab.expectProgress(0, 8);
  await tab.name(all[0] ?? '').focus();
  await page.keyboard.press('ArrowDown');
  await expect(tab.name(all[1] ?? '')).toBeFocused();
  await page.keyboard.press('End');
  await expect(tab.name(all[7] ?? '')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(tab.file('.env')).toBeFocused();

  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard help' });
  await expect(help).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await expect(tab.file('.env')).toBeFocused();

  await page.keyboard.press('/');
  const search = tab.panel.getByRole('searchbox', { name: 'Search keys' });
  await expect(search).toBeFocused();
  await page.keyboard.type(`/${all[3]}`);
  await expect(search).toHaveValue(`/${all[3]}`);
  await page.keyboard.press('Escape');
  await page.keyboard.type(all[3] ?? '');
  await expect(tab.notice('1 of 8 keys shown')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(tab.name(all[3] ?? '')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(tab.field(all[3] ?? '')).toBeFocused();
  await page.keyboard.type(value);
  await page.keyboard.press('Enter');
  await tab.expectRows({ [all[3] ?? '']: 'Set' });
});

test('missing only leaves out what is set, and a reload lists everything', async ({ page, stage, tab }) => {
  const names = keyNames(8).sort();
  stage.workspace.example('.env.example', names);
  const set = names[2] ?? '';
  await stage.open(page);
  await tab.fill(set, stage.secret());
  await tab.expectRows({ [set]: 'Set' });
  await tab.toggleMissingOnly();
  await expect(tab.notice('7 of 8 keys shown')).toBeVisible();
  await expect(tab.name(set)).toBeHidden();
  await expectAccessible(page);
  await expectReflow(page);
  await page.reload();
  await tab.expectProgress(1, 8);
  await expect(tab.name(set)).toBeVisible();
  await expect(tab.button('Missing only')).toHaveAttribute('aria-pressed', 'false');
});

test('a copied link leads to the key, and never has a value', async ({ page, stage, tab }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const [first, second] = stage.twoKeys();
  const value = stage.secret();
  await stage.open(page);
  await tab.fill(first, value);
  await tab.expectRows({ [first]: 'Set' });
  await tab.name(second).click();
  await tab.button('Copy link').click();
  await expect(tab.panel.getByText('Copied.', { exact: true })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).hash).toBe(`#key=${second}`);
  expect(new URL(link).pathname).toBe(new URL(page.url()).pathname);
  await page.goto('about:blank');
  await page.goto(link);
  await expect(tab.field(second)).toBeFocused();
  await expectAccessible(page);

  // Where the page already is, another link only changes the end of the address.
  await page.evaluate((key) => location.assign(`#key=${key}`), first);
  await expect(tab.name(first)).toBeFocused();
  await expect(tab.name(first)).toHaveAttribute('aria-expanded', 'true');
  await tab.button('Copy key name').click();
  await expect(tab.panel.getByText('Copied.', { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(first);
});
