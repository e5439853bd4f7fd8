import { join } from 'node:path';
import { type Page, chromium } from '@playwright/test';
import { EnvironmentTab } from './pages/environment_tab.ts';
import { filesBelow, leaks } from './support/canary.ts';
import { canaryValue } from './support/random.ts';
import { expect, test } from './support/test.ts';

// What a browser writes to disk on its own account: history, form data, restored sessions.
test('the profile of the browser holds nothing of a value that was typed and saved', async ({
  stage,
}, { project }) => {
  const key = stage.key();
  const [saved, draft] = [stage.secret(), stage.secret()];
  const profile = join(stage.folder, 'profile');
  const context = await chromium.launchPersistentContext(profile, project.use.launchOptions);
  const page = await context.newPage();
  await stage.open(page);
  const tab = new EnvironmentTab(page);
  await tab.fill(key, saved);
  await tab.expectRows({ [key]: 'Set' });
  await tab.replace(key);
  await tab.field(key).pressSequentially(draft);
  const planted = await plant(page);
  await context.close();

  const files = filesBelow(profile);
  expect(leaks(files, stage.secrets)).toEqual([]);
  expect(leaks(files, [planted.stored]).join()).toContain('Local Storage');
  expect(leaks(files, [planted.visited]).join()).toContain('History');
});

/** The same search has to find what a page did leave. */
async function plant(page: Page): Promise<{ stored: string; visited: string }> {
  const [stored, visited] = [canaryValue(), canaryValue()];
  await page.evaluate((value) => localStorage.setItem('planted', value), stored);
  const other = await page.context().newPage();
  await other.goto(new URL(`/repositories?${encodeURIComponent(visited)}`, page.url()).href);
  return { stored, visited };
}
