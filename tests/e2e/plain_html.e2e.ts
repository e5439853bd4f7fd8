import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './support/accessibility.ts';
import { expect, test } from './support/hosted.ts';
import { keyNames } from './support/random.ts';
import { Server } from './support/server.ts';
import type { Stage } from './support/stage.ts';
import { Workspace } from './support/workspace.ts';

const PROGRAM = '/envdock/envdock_wasm_bg.wasm';

function summary(page: Page, name: string): Locator {
  return page.getByRole('article').filter({ has: page.getByRole('heading', { name, exact: true }) });
}

/** Another project that the same server knows. */
async function otherProject(stage: Stage, keys: string[]): Promise<void> {
  const workspace = new Workspace(join(stage.folder, 'other'));
  workspace.example('.env.example', keys);
  const server = new Server(workspace.path, stage.dataDir);
  await server.start();
  await server.interrupt();
}

test('a page without a framework shows, fills and counts what its projects need', async ({
  page,
  stage,
  tab,
  visit,
}) => {
  const [first, second] = stage.twoKeys();
  await visit();
  await tab.expectRows({ [first]: 'Missing', [second]: 'Missing' });
  await expect(summary(page, 'project').getByText('0/2', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: '2 required values missing' })).toBeVisible();

  const value = stage.secret();
  await tab.fill(first, value);
  await tab.expectRows({ [first]: 'Set', [second]: 'Missing' });
  await expect(tab.row(first)).toContainText('Written to .env.');
  expect(stage.workspace.read('.env')).toBe(`${first}='${value}'\n`);
  await expect(summary(page, 'project').getByText('1/2', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: '1 required value missing' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: `${first} saved.` })).toHaveCount(1);
  await expectAccessible(page);
});

test('an element follows its attributes, and may be taken away, put back and moved', async ({
  page,
  stage,
  tab,
  visit,
}) => {
  const [ours, theirs] = keyNames(2) as [string, string];
  await otherProject(stage, [theirs]);
  stage.workspace.example('.env.example', [ours]);
  await visit();
  const show = (name: string) => page.getByRole('button', { name: `Show ${name}`, exact: true }).click();
  await show('project');
  await tab.expectRows({ [ours]: 'Missing' });
  await show('other');
  await tab.expectRows({ [theirs]: 'Missing' });
  await expect(tab.row(ours)).toHaveCount(0);

  const draft = stage.secret();
  await tab.type(theirs, draft);
  const element = await page.locator('envdock-environment-tab').elementHandle();
  await element?.evaluate((tab) => document.querySelector('main')?.append(tab));
  await expect(tab.field(theirs)).toHaveValue(draft);
  await element?.evaluate(async (tab) => {
    tab.remove();
    // Until then it may be a move.
    await Promise.resolve();
  });
  expect(await element?.evaluate((tab) => tab.shadowRoot?.childElementCount)).toBe(0);
  await element?.evaluate((tab) => document.querySelector('aside')?.append(tab));
  await tab.expectRows({ [theirs]: 'Draft' });
});

test('an element whose program does not come says so, and tries again', async ({
  page,
  stage,
  tab,
  visit,
}) => {
  const key = stage.key();
  const proxy = await visit(`status=404 ${PROGRAM}`);
  const failures = page.getByRole('alert').filter({ hasText: 'Envdock could not be loaded' });
  await expect(failures).toHaveCount(3);
  await expectAccessible(page);
  await proxy?.heal();
  await failures.last().getByRole('button', { name: 'Retry', exact: true }).click();
  await tab.expectRows({ [key]: 'Missing' });
  await expect(summary(page, 'project').getByText('0/1', { exact: true })).toBeVisible();
  await expect(failures).toHaveCount(0);
});

test('a page chooses the colours and the parts of the elements', async ({ page, stage, tab, visit }) => {
  const key = stage.key();
  await visit();
  await tab.expectRows({ [key]: 'Missing' });
  const element = page.locator('envdock-environment-tab');
  const set = (style: string) =>
    page.evaluate((style) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      document.adoptedStyleSheets = [sheet];
    }, style);
  await set(':root { --envdock-foreground: rgb(1, 2, 3) }');
  await expect(element).toHaveCSS('color', 'rgb(1, 2, 3)');
  await set('.dark { color-scheme: dark }');
  await page.evaluate(() => document.documentElement.classList.add('dark'));
  await expect(element).toHaveCSS('color', 'rgb(237, 237, 240)');
  await set(':root { --foreground: rgb(4, 5, 6) }');
  await expect(element).toHaveCSS('color', 'rgb(4, 5, 6)');
  await set(':root { --vscode-foreground: rgb(7, 8, 9) }');
  await page.evaluate(() => {
    const preset = document.createElement('link');
    preset.rel = 'stylesheet';
    preset.href = 'envdock/themes/vscode.css';
    document.head.append(preset);
  });
  await expect(element).toHaveCSS('color', 'rgb(7, 8, 9)');
  await expect(tab.row(key)).toBeVisible();
  await set('envdock-environment-tab::part(button) { text-transform: uppercase }');
  const fill = tab.row(key).getByRole('button', { name: `Fill ${key}`, exact: true });
  await expect(fill).toHaveCSS('text-transform', 'uppercase');
});
