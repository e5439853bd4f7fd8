import type { Page } from '@playwright/test';
import { Secrets } from './pages/secrets.ts';
import { expectAccessible, expectReflow } from './support/accessibility.ts';
import { keyName } from './support/random.ts';
import { expect, test } from './support/test.ts';

// Everything that is stored in the organization: found, changed, taken back, destroyed.

test('a key is added, replaced, described, deleted, taken back and destroyed', async ({ page, stage }) => {
  const key = stage.key();
  const [first, second] = [stage.secret(), stage.secret()];
  await stage.open(page);
  const secrets = new Secrets(page);
  await secrets.open();
  await expect(secrets.panel.getByText('No key is stored yet', { exact: true })).toBeVisible();
  await expectAccessible(page);

  await secrets.button('Add key').click();
  await secrets.field('Key').fill(key);
  await secrets.field('Description (optional)').fill('where orders are kept');
  await secrets.field('Value').fill(first);
  await expectAccessible(page);
  await expectReflow(page);
  await secrets.save().click();
  const row = secrets.row(key);
  await expect(row).toContainText('used by project · just now by you');
  await expect(row).toContainText('where orders are kept');

  await secrets.name(key).click();
  await expect(row).toContainText('project: .env');
  await row.getByRole('button', { name: 'Replace value', exact: true }).click();
  await secrets.field(`New value of ${key}`).fill(second);
  await expectAccessible(page);
  await secrets.save(row).click();
  await expect(secrets.panel.getByRole('paragraph').filter({ hasText: `${key} replaced.` }).first()).toBeVisible();
  await row.getByRole('button', { name: 'Edit description', exact: true }).click();
  await secrets.field('Description, at most 500 characters').fill('where mail goes');
  await secrets.save(row).click();
  await expect(row).toContainText('where mail goes');

  await row.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(row).toContainText('can be restored for 30 days');
  await expectAccessible(page);
  await expectReflow(page);
  await secrets.button('Undo').click();
  await expect(row).toContainText('used by project · just now by you · restored');
  await row.getByRole('button', { name: 'History', exact: true }).click();
  const history = row.getByRole('list').getByRole('listitem');
  await expect(history).toContainText(['Restored', 'Deleted', 'Description changed', 'Value stored']);
  await expectAccessible(page);
  await row.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(row).toContainText('can be restored for 30 days');

  // The deleted row stays in its place until the list is read anew.
  await page.reload();
  await expect(secrets.panel.getByText('No key is stored yet', { exact: true })).toBeVisible();
  await secrets.show('Removed');
  await expect(row).toContainText('deleted just now by you');
  await secrets.name(key).click();
  await row.getByRole('button', { name: 'Delete for good', exact: true }).click();
  await expect(row).toContainText(`Delete ${key} (dev, organization) for good?`);
  await expectAccessible(page);
  await row.getByRole('button', { name: 'Delete for good', exact: true }).last().click();
  await expect(secrets.panel.getByText('Nothing was removed', { exact: true })).toBeVisible();
  await secrets.button('Show all keys').click();
  await expect(secrets.panel.getByText('No key is stored yet', { exact: true })).toBeVisible();
});

/** Goes on with Tab until this has the focus. */
async function goTo(page: Page, name: string): Promise<void> {
  const focused = page.locator(':focus');
  // More presses than the page has stops would mean that it cannot be reached.
  for (let presses = 0; presses < 60; presses += 1) {
    if ((await page.getByRole('button', { name, exact: true }).and(focused).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} cannot be reached with Tab`);
}

test('added, deleted and taken back with nothing but the keyboard', async ({ page, stage }) => {
  const key = keyName();
  stage.key();
  const value = stage.secret();
  const link = await stage.serve();
  link.pathname = '/settings/secrets';
  await page.goto(link.href);
  const secrets = new Secrets(page);
  await expect(secrets.panel.getByText('No key is stored yet', { exact: true })).toBeVisible();
  await goTo(page, 'Add key');
  await page.keyboard.press('Enter');
  await expect(secrets.field('Key')).toBeFocused();
  await page.keyboard.type(key);
  for (const next of ['Environment', 'Applies to', 'Description (optional)', 'Value']) {
    await page.keyboard.press('Tab');
    if (next !== 'Environment') await expect(secrets.field(next)).toBeFocused();
  }
  await page.keyboard.type(value);
  await page.keyboard.press('Enter');
  await expect(secrets.row(key)).toContainText('unused · just now by you');
  await expect(secrets.button('Add key')).toBeFocused();
  await goTo(page, `${key}, dev, organization`);
  await page.keyboard.press('Enter');
  await goTo(page, 'Delete');
  await page.keyboard.press('Enter');
  await expect(secrets.name(key)).toBeFocused();
  await expect(secrets.row(key)).toContainText('can be restored for 30 days');
  await secrets.panel.getByRole('heading', { name: 'Organization secrets' }).focus();
  await goTo(page, 'Undo');
  await page.keyboard.press('Enter');
  await expect(secrets.row(key)).toContainText('· restored');
  await expectAccessible(page);
});

test('what cannot be read or written says so, keeps what was typed and goes on', async ({ page, stage }) => {
  const key = stage.key();
  const [old, young] = [stage.secret(), stage.secret()];
  const link = await stage.serveBehindProxy();
  await (await stage.api()).set({ type: 'organization' }, key, old);
  link.pathname = '/settings/secrets';
  await stage.proxy.break('status=500 /api/v1/secrets/search');
  await page.goto(link.href);
  const secrets = new Secrets(page);
  await expect(secrets.panel.getByText('Could not be loaded', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await stage.proxy.heal();
  // It asks again by itself.
  await expect(secrets.row(key)).toBeVisible();
  await stage.proxy.break('status=503 /api/v1/secrets/search');
  await secrets.show('Unused');
  await expect(secrets.panel.getByText('Showing what was known just now.')).toBeVisible();
  await expect(secrets.row(key)).toBeVisible();
  await expectAccessible(page);
  await expectReflow(page);
  await stage.proxy.heal();
  // On a loaded machine it has failed often by now, and waits for long before it asks again.
  await expect(secrets.panel.getByText('No key matches', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(secrets.panel.getByText('Showing what was known just now.')).toBeHidden();
  await secrets.button('Show all keys').click();
  await secrets.name(key).click();
  await secrets.button('Replace value').click();
  await secrets.field(`New value of ${key}`).fill(young);
  await stage.proxy.break('cut /api/v1/secrets/batch POST 1');
  await secrets.save(secrets.row(key)).click();
  await expect(secrets.button('Send again')).toBeVisible();
  await expect(secrets.field(`New value of ${key}`)).toHaveValue(young);
  await expectAccessible(page);
  await secrets.button('Send again').click();
  await expect(secrets.row(key)).toContainText('replaced');
  await expect(secrets.field(`New value of ${key}`)).toBeHidden();
});

test('a member sees every key and changes none', async ({ page, stage }) => {
  const key = stage.key();
  await stage.serve();
  const api = await stage.api();
  await api.set({ type: 'organization' }, key, stage.secret());
  const member = await stage.somebodyElse('mel', 'member');
  await page.goto(`${api.origin}/healthz`);
  await page.evaluate((token) => localStorage.setItem('envdock.token', token), member.token);
  await page.goto(`${api.origin}/settings/secrets`);
  const secrets = new Secrets(page);
  await expect(secrets.panel.getByText('You see names and facts.')).toBeVisible();
  await expect(secrets.row(key)).toContainText('used by project');
  await expect(secrets.button('Add key')).toBeHidden();
  await expect(secrets.panel.getByRole('checkbox')).toHaveCount(0);
  await expectAccessible(page);
});
