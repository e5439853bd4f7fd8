import type { Page } from '@playwright/test';
import { ImportDialog } from './pages/import_dialog.ts';
import { Repositories } from './pages/repositories.ts';
import { Secrets } from './pages/secrets.ts';
import { Agent } from './support/agent.ts';
import { expect, test } from './support/test.ts';

/** Elements whose changes a screen reader tells by itself. */
const LIVE = '[aria-live], [role="status"], [role="alert"], [role="log"], [role="timer"], output';

/** Two regions talk over each other, or one is cut off by the other. */
async function expectOneVoice(page: Page, where: string): Promise<void> {
  await expect(page.locator(LIVE), where).toHaveCount(1);
}

test('every page has one region that speaks, whatever is open on it', async ({ page, stage, tab }) => {
  const [first, second] = stage.twoKeys();
  await stage.open(page);
  await expect(tab.name(first)).toBeVisible();
  await expectOneVoice(page, 'a session');

  const { session } = await (await stage.api()).configuration();
  const agent = await Agent.connect(await stage.api(), session ?? '');
  await agent.ask([second]);
  await expect(page.getByRole('group', { name: 'Request for values', exact: true }).first()).toBeVisible();
  await tab.type(first, 'typed');
  await tab.button(`Generate… Value of ${first}`).click();
  await tab.button('Add a key…').click();
  await expectOneVoice(page, 'a session with a request and everything open');

  await tab.button('Import…').click();
  const dialog = new ImportDialog(page);
  await expect(dialog.dialog).toBeVisible();
  await expectOneVoice(page, 'an import');
  // What is behind a modal dialog is not heard.
  await expect(dialog.dialog.locator(LIVE)).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(dialog.dialog).toBeHidden();
  await expectOneVoice(page, 'after an import');

  await tab.field(first).fill('');
  const repositories = new Repositories(page);
  await repositories.open();
  await expect(page.getByRole('link', { name: 'Environments', exact: true })).toBeVisible();
  await expectOneVoice(page, 'the repositories');
  await page.getByRole('link', { name: 'Environments', exact: true }).click();
  await expect(page.getByRole('button', { name: `${first}, dev: Missing`, exact: true })).toBeVisible();
  await expectOneVoice(page, 'the environments');
  const secrets = new Secrets(page);
  await secrets.open();
  await expectOneVoice(page, 'the secrets');
});
