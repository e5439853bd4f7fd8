import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type Page, expect, test } from '@playwright/test';
import { EnvironmentTab } from './pages/environment_tab.ts';
import { Repositories } from './pages/repositories.ts';
import { LeptosHost } from './support/leptos_host.ts';
import { Server } from './support/server.ts';
import { Workspace } from './support/workspace.ts';

const repository = join(import.meta.dirname, '../..');
const pictures = join(repository, 'docs/pictures');

/** A copy of the sample, served; what is typed for the picture is thrown away with it. */
async function withSample(take: (link: URL) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'envdock-pictures-'));
  const workspace = new Workspace(join(folder, 'sample'));
  cpSync(join(repository, 'examples/sample'), workspace.path, { recursive: true });
  const server = new Server(workspace.path, join(folder, 'data'));
  await take(await server.start());
  await server.kill();
  rmSync(folder, { recursive: true });
}

const DESK = { viewport: { width: 1280, height: 860 } };
/** A small telephone, or a sidebar. */
const NARROW = { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2 };

async function open(
  browser: Browser,
  link: URL,
  look: { colorScheme: 'light' | 'dark'; viewport: { width: number; height: number } },
): Promise<Page> {
  const context = await browser.newContext({ ...look, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(link.href);
  return page;
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`session and repositories, ${colorScheme}`, async ({ browser }) => {
    await withSample(async (link) => {
      const page = await open(browser, link, { ...DESK, colorScheme });
      const tab = new EnvironmentTab(page);
      await tab.fill('DATABASE_URL', 'postgres://shop@127.0.0.1/shop');
      await expect(tab.panel.getByText(/^1 of \d+ required set$/).first()).toBeVisible();
      await page.screenshot({ path: join(pictures, `session-${colorScheme}.png`) });
      await new Repositories(page).open();
      await expect(page.getByRole('link', { name: /^Open / }).first()).toBeVisible();
      await page.screenshot({ path: join(pictures, `repositories-${colorScheme}.png`) });
      await page.context().close();
    });
  });
}

test('the tab in 320 pixels', async ({ browser }) => {
  await withSample(async (link) => {
    const page = await open(browser, link, { ...NARROW, colorScheme: 'light' });
    const tab = new EnvironmentTab(page);
    await tab.fill('DATABASE_URL', 'postgres://shop@127.0.0.1/shop');
    await expect(tab.panel.getByText(/^1 of \d+ required set$/).first()).toBeVisible();
    await page.screenshot({ path: join(pictures, 'session-320.png') });
    await page.context().close();
  });
});

test('a Leptos application, light', async ({ browser }) => {
  await withSample(async (link) => {
    const host = await LeptosHost.start(link);
    const viewport = { width: 1000, height: 640 };
    const page = await open(browser, host.link, { viewport, colorScheme: 'light' });
    await page.getByRole('link', { name: /^Open / }).first().click();
    const tab = new EnvironmentTab(page);
    await tab.fill('DATABASE_URL', 'postgres://shop@127.0.0.1/shop');
    await expect(tab.panel.getByText(/^1 of \d+ required set$/).first()).toBeVisible();
    await page.screenshot({ path: join(pictures, 'leptos-light.png') });
    await page.context().close();
    host.stop();
  });
});
