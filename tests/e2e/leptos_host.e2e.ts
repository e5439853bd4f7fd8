import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './support/accessibility.ts';
import { LeptosHost } from './support/leptos_host.ts';
import { expect, test as staged } from './support/test.ts';

const test = staged.extend<{ visit: () => Promise<void> }>({
  visit: async ({ page, stage }, use) => {
    let host: LeptosHost | undefined;
    await use(async () => {
      host = await LeptosHost.start(await stage.serve());
      await page.goto(host.link.href);
    });
    host?.stop();
  },
});

function summary(page: Page): Locator {
  return page.getByRole('article').filter({ has: page.getByRole('heading', { name: 'project', exact: true }) });
}

async function openProject(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Open project', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'project', level: 1 })).toBeVisible();
}

test('a Leptos application shows, fills and counts what its projects need', async ({ page, stage, tab, visit }) => {
  const [first, second] = stage.twoKeys();
  await visit();
  await expect(summary(page).getByText('0/2', { exact: true })).toBeVisible();
  expect(new URL(page.url()).hash).toBe('');
  await expectAccessible(page);

  await openProject(page);
  await tab.expectRows({ [first]: 'Missing', [second]: 'Missing' });
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading.getByText('2 required values missing')).toHaveCount(1);
  const value = stage.secret();
  await tab.fill(first, value);
  await tab.expectRows({ [first]: 'Set', [second]: 'Missing' });
  await expect(tab.row(first)).toContainText('Written to .env.');
  expect(stage.workspace.read('.env')).toBe(`${first}='${value}'\n`);
  await expect(heading.getByText('1 required value missing')).toHaveCount(1);
  await expectAccessible(page);

  await page.goBack();
  await expect(summary(page).getByText('1/2', { exact: true })).toBeVisible();
});

test('what is typed stays while the application shows another page', async ({ page, stage, tab, visit }) => {
  const key = stage.key();
  await visit();
  await openProject(page);
  await tab.expectRows({ [key]: 'Missing' });
  const draft = stage.secret();
  await tab.type(key, draft);
  await page.getByRole('link', { name: 'Projects', exact: true }).click();
  await expect(summary(page).getByText('0/1', { exact: true })).toBeVisible();
  await expect(tab.panel).toHaveCount(0);
  await page.goBack();
  await tab.expectRows({ [key]: 'Draft' });
  await tab.action('Continue', key).click();
  await expect(tab.field(key)).toHaveValue(draft);
  await tab.button('Save').click();
  await tab.expectRows({ [key]: 'Set' });
  await expect.poll(() => stage.workspace.peek('.env')).toBe(`${key}='${draft}'\n`);
});

test('the components keep their looks, and the application keeps its own', async ({ page, stage, tab, visit }) => {
  const key = stage.key();
  await page.emulateMedia({ colorScheme: 'light' });
  await visit();
  const inside = summary(page);
  await expect(inside).toHaveCSS('font-size', '13px');
  await expect(inside).not.toHaveCSS('font-family', /Georgia/);
  await openProject(page);
  // What the components do to their own headings and paragraphs is theirs.
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveCSS('font-family', /Georgia/);
  await expect(heading).toHaveCSS('font-weight', '400');
  await expect(heading).toHaveCSS('margin-top', '16px');
  await expect(page.getByText('What the project needs')).toHaveCSS('margin-top', '16px');
  const title = tab.panel.getByRole('heading', { name: 'Environment', exact: true });
  await expect(title).toHaveCSS('margin-top', '0px');
  await expect(title).toHaveCSS('font-weight', '600');
  // A token of the page, although the style of the components comes after that of the page.
  await tab.type(key, stage.secret());
  await expect(tab.button('Save')).toHaveCSS('background-color', 'rgb(75, 53, 201)');
});
