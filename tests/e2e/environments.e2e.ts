import { randomUUID } from 'node:crypto';
import { expectAccessible, expectReflow } from './support/accessibility.ts';
import { Repositories } from './pages/repositories.ts';
import { keyNames } from './support/random.ts';
import { expect, test } from './support/test.ts';

test('a value of another environment is filled in without a session, and each column says what is set there', async ({
  page,
  stage,
  tab,
}) => {
  const [first, second] = keyNames(2) as [string, string];
  stage.workspace.example('.env.example', [first, second]);
  await stage.open(page);
  await tab.fill(first, stage.secret());
  await tab.expectRows({ [first]: 'Set', [second]: 'Missing' });
  await new Repositories(page).open();
  await page.getByRole('link', { name: 'Environments', exact: true }).click();
  const cell = (key: string, state: string) => page.getByRole('button', { name: `${key}, ${state}`, exact: true });
  await expect(cell(first, 'dev: Set')).toBeVisible();
  await expect(cell(first, 'prod: Missing')).toBeVisible();
  await expectAccessible(page);
  await expectReflow(page);

  await cell(first, 'prod: Missing').click();
  await expect(page).toHaveURL(new RegExp(`/configurations/[^/]+\\?environment=prod#key=${first}&file=\\.env$`));
  await expect(page.getByRole('button', { name: 'prod', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await tab.expectRows({ [first]: 'Missing', [second]: 'Missing' });
  // Its row is open beside it, with the focus in its field.
  await expect(tab.field(first)).toBeFocused();
  await tab.field(first).fill(stage.secret());
  await tab.button('Save').click();
  await tab.expectRows({ [first]: 'Set', [second]: 'Missing' });
  await expect(cell(first, 'prod: Set')).toBeVisible();
  await expect(cell(first, 'staging: Missing')).toBeVisible();

  await page.getByLabel('Missing somewhere only').check();
  await expect(page.getByRole('main').getByText('2 of 2 keys')).toBeVisible();

  await page.getByLabel('Another environment').fill('Preview');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByRole('main').getByText('An environment is named with lower-case letters')).toBeVisible();
  // A name that the server does not know may be something that was pasted by mistake.
  const typed = `preview-${randomUUID().slice(0, 8)}`;
  await page.getByLabel('Another environment').fill(typed);
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(cell(first, `${typed}: Missing`)).toBeVisible();
  await expect(page.getByText(`Environment ${typed}`, { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/\/configurations\/[^/?#]+$/);
  await cell(second, `${typed}: Missing`).click();
  await expect(tab.field(second)).toBeFocused();
  await expect(page).toHaveURL(/\/configurations\/[^/?#]+$/);
});

test('Back shows the environment that was shown before, and puts the focus where it was', async ({ page, stage, tab }) => {
  const [first, second] = stage.twoKeys();
  await stage.open(page);
  await expect(tab.name(first)).toBeVisible();
  await new Repositories(page).open();
  await page.getByRole('link', { name: 'Environments', exact: true }).click();
  const shown = (name: string) => page.getByText(`Environment ${name}`, { exact: true });
  const cell = (key: string, name: string) =>
    page.getByRole('button', { name: `${key}, ${name}: Missing`, exact: true });
  await cell(first, 'staging').click();
  await expect(shown('staging')).toBeVisible();
  await expect(tab.field(first)).toBeFocused();
  await cell(second, 'prod').click();
  await expect(shown('prod')).toBeVisible();
  await expect(tab.field(second)).toBeFocused();

  await page.goBack();
  await expect(shown('staging')).toBeVisible();
  await expect(tab.field(first)).toBeFocused();
  await page.goBack();
  await expect(shown('dev')).toBeVisible();
  await expect(cell(second, 'prod')).toBeFocused();
  await page.goForward();
  await expect(shown('staging')).toBeVisible();
  await expect(tab.field(first)).toBeFocused();
  // The same key can be gone to again.
  await tab.field(first).press('Escape');
  await cell(first, 'staging').click();
  await expect(tab.field(first)).toBeFocused();
});

test('what is needed cannot be read: matrix and tab say so, and go on once it can be', async ({ page, stage, tab }) => {
  const key = stage.key();
  await stage.openBehindProxy(page);
  await expect(tab.name(key)).toBeVisible();
  const { id } = await (await stage.api()).configuration();
  await stage.proxy.break('status=503 /api/v1/configurations');
  await page.goto(new URL(`/configurations/${id}`, page.url()).href);
  await expect(page.getByText('Could not be loaded', { exact: true })).toHaveCount(2);
  await expect(page.getByRole('heading', { level: 1, name: 'Environments', exact: true })).toBeVisible();
  await expectAccessible(page);
  await expectReflow(page);
  await stage.proxy.heal();
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(page.getByRole('button', { name: `${key}, dev: Missing`, exact: true })).toBeVisible();
});
