import type { Locator, Page } from '@playwright/test';
import { expectAccessible, expectReflow } from './support/accessibility.ts';
import { ExampleHost } from './support/example_host.ts';
import { expect, test as staged } from './support/test.ts';

const test = staged.extend<{ visit: (command?: 'preview' | 'dev') => Promise<void> }>({
  visit: async ({ page, stage }, use) => {
    const started: ExampleHost[] = [];
    await use(async (command) => {
      const host = await ExampleHost.shadcn(stage, command);
      started.push(host);
      await page.goto(host.link.href);
    });
    await Promise.all(started.map((host) => host.stop()));
  },
});

/** What the browser has made of these properties. */
function looks(element: Locator, ...properties: string[]): Promise<string[]> {
  return element.evaluate(
    (element, properties) => properties.map((name) => getComputedStyle(element).getPropertyValue(name)),
    properties,
  );
}

async function chooseScheme(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  const root = page.locator('html');
  const isDark = await root.evaluate((root) => root.classList.contains('dark'));
  if (isDark !== (scheme === 'dark')) {
    await page.getByRole('button', { name: 'Light or dark', exact: true }).click();
  }
  await expect(root).toHaveCSS('color-scheme', scheme);
}

test('in both schemes the elements have the colours, the font and the corners of the page', async ({
  page,
  stage,
  tab,
  visit,
}) => {
  const [first, second] = stage.twoKeys();
  await visit();
  await tab.expectRows({ [first]: 'Missing', [second]: 'Missing' });
  await tab.type(first, stage.secret());
  const theirs = {
    body: page.locator('body'),
    sidebar: page.getByRole('complementary'),
    card: page.locator('[data-slot="card"]').first(),
    button: page.getByRole('button', { name: 'Show project', exact: true }),
    hint: page.getByText('What each project needs'),
  };
  const ours = {
    element: page.locator('envdock-environment-tab'),
    panel: tab.panel,
    summary: page.locator('envdock-repository-summary').getByRole('article'),
    button: tab.button('Save').first(),
    hint: tab.row(second).getByRole('paragraph').first(),
  };
  const seen = new Set<string>();
  for (const scheme of ['light', 'dark'] as const) {
    await chooseScheme(page, scheme);
    const pairs: [Locator, Locator, string[]][] = [
      [ours.element, theirs.body, ['color', 'font-family']],
      [ours.panel, theirs.sidebar, ['background-color', 'color']],
      [ours.summary, theirs.card, ['color', 'font-family']],
      [ours.button, theirs.button, ['background-color', 'color', 'font-family', 'border-radius']],
      [ours.hint, theirs.hint, ['color']],
    ];
    for (const [mine, host, properties] of pairs) {
      await expect.poll(() => looks(mine, ...properties)).toEqual(await looks(host, ...properties));
    }
    seen.add(String(await looks(theirs.button, 'background-color')));
  }
  // What was compared was not the same all along.
  expect(seen.size).toBe(2);
});

test('the page is accessible with the elements in it, in both schemes', async ({ page, stage, tab, visit }) => {
  const [first] = stage.twoKeys();
  await visit();
  await tab.fill(first, stage.secret());
  await tab.expectRows({ [first]: 'Set' });
  await expect(page.getByRole('article').getByText('1/2', { exact: true })).toBeVisible();
  for (const scheme of ['light', 'dark'] as const) {
    await chooseScheme(page, scheme);
    await page.getByRole('tab', { name: 'Projects' }).click();
    await expectAccessible(page, [scheme]);
    await page.getByRole('tab', { name: 'Organization secrets' }).click();
    await expect(page.locator('envdock-organization-secrets').getByText(first)).toBeVisible();
    await expectAccessible(page, [scheme]);
  }
  await expectReflow(page);
});

test('the development server serves the program, too', async ({ stage, tab, visit }) => {
  const key = stage.key();
  await visit('dev');
  await tab.expectRows({ [key]: 'Missing' });
});
