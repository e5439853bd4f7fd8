import { join } from 'node:path';
import { type Browser, type Page, expect, test } from '@playwright/test';
import { Chat } from './pages/chat.ts';
import { EnvironmentTab } from './pages/environment_tab.ts';
import { ExampleHost } from './support/example_host.ts';
import { HostPage } from './support/host_page.ts';
import { Stage } from './support/stage.ts';

const pictures = join(import.meta.dirname, '../../docs/pictures');

type Scheme = 'light' | 'dark';

/** A host's page; nothing of it stays, whatever comes of the picture. */
async function show(
  browser: Browser,
  colorScheme: Scheme,
  start: (stage: Stage) => Promise<ExampleHost | HostPage>,
  take: (page: Page) => Promise<void>,
): Promise<void> {
  const stage = new Stage();
  stage.workspace.example('.env.example', ['DATABASE_URL', 'REDIS_URL', 'STRIPE_SECRET_KEY']);
  const viewport = { width: 1280, height: 900 };
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' });
  let host: ExampleHost | HostPage | undefined;
  try {
    host = await start(stage);
    const page = await context.newPage();
    await page.goto(host.link.href);
    await take(page);
  } finally {
    await context.close();
    await host?.stop();
    await stage.strike();
  }
}

test('a plain page', async ({ browser }) => {
  const start = async (stage: Stage) => HostPage.start(await stage.serve());
  await show(browser, 'light', start, async (page) => {
    const tab = new EnvironmentTab(page);
    await tab.fill('DATABASE_URL', 'postgres://shop@127.0.0.1/shop');
    await tab.expectRows({ DATABASE_URL: 'Set' });
    await tab.action('Fill', 'STRIPE_SECRET_KEY').click();
    await page.screenshot({ path: join(pictures, 'plain-html-light.png') });
  });
});

for (const scheme of ['light', 'dark'] as const) {
  test(`the chat, ${scheme}`, async ({ browser }) => {
    await show(browser, scheme, ExampleHost.chat, async (page) => {
      const chat = new Chat(page);
      await chat.say('Set the shop up.');
      await expect(new EnvironmentTab(page).panel).toBeVisible();
      await page.getByRole('button', { name: 'Dismiss', exact: true }).click();
      await chat.form.action('Skip', 'REDIS_URL').click();
      await chat.form.field('DATABASE_URL').fill('postgres://shop@127.0.0.1/shop');
      // A picture of what works.
      await expect(page.getByRole('button', { name: 'Retry', exact: true })).toHaveCount(0);
      await page.screenshot({ path: join(pictures, `react-chat-${scheme}.png`) });
    });
  });

  test(`shadcn, ${scheme}`, async ({ browser }) => {
    await show(browser, scheme, ExampleHost.shadcn, async (page) => {
      if (scheme === 'dark') await page.getByRole('button', { name: 'Light or dark', exact: true }).click();
      const tab = new EnvironmentTab(page);
      await tab.fill('DATABASE_URL', 'postgres://shop@127.0.0.1/shop');
      await tab.expectRows({ DATABASE_URL: 'Set' });
      await tab.action('Fill', 'STRIPE_SECRET_KEY').click();
      await page.getByRole('tab', { name: 'Organization secrets' }).click();
      await expect(page.locator('envdock-organization-secrets').getByText('DATABASE_URL')).toBeVisible();
      await page.screenshot({ path: join(pictures, `shadcn-${scheme}.png`) });
    });
  });
}
