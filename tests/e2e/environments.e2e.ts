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
  await expect(page).toHaveURL(/\/configurations\/[^/]+\?environment=prod$/);
  await expect(page.getByRole('button', { name: 'prod', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await tab.expectRows({ [first]: 'Missing', [second]: 'Missing' });
  await tab.fill(first, stage.secret());
  await tab.expectRows({ [first]: 'Set', [second]: 'Missing' });
  await expect(cell(first, 'prod: Set')).toBeVisible();
  await expect(cell(first, 'staging: Missing')).toBeVisible();

  await page.getByLabel('Missing somewhere only').check();
  await expect(page.getByText('2 of 2 keys')).toBeVisible();

  await page.getByLabel('Another environment').fill('Preview');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'An environment is named with lower-case letters' })).toBeVisible();
  await page.getByLabel('Another environment').fill('preview-7');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(cell(first, 'preview-7: Missing')).toBeVisible();
  await expect(page).toHaveURL(/\?environment=preview-7$/);
});
