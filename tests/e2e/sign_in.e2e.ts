import { SignIn } from './pages/sign_in.ts';
import { expect, test } from './support/test.ts';

test('a launch link signs in once, and leaves nothing in the address', async ({ page, stage, tab }) => {
  const key = stage.key();
  const link = await stage.serve();
  await page.goto(link.href);
  await tab.expectRows({ [key]: 'Missing' });
  expect(page.url()).toMatch(/\/sessions\/[^/#?]+$/);
  await page.reload();
  await tab.expectRows({ [key]: 'Missing' });
});

test('a used launch link says so, and a new one from `envdock open` works', async ({
  browser,
  page,
  stage,
}) => {
  const key = stage.key();
  const link = await stage.serve();
  await page.goto(link.href);
  await expect(page.getByRole('region', { name: 'Environment', exact: true })).toBeVisible();

  const somebodyElse = await browser.newPage();
  const signIn = new SignIn(somebodyElse);
  await somebodyElse.goto(link.href);
  await signIn.expectUsedLink();
  expect(somebodyElse.url()).not.toContain('launch');
  await somebodyElse.goto((await stage.server.open()).href);
  await expect(somebodyElse.getByRole('button', { name: key, exact: true })).toBeVisible();
  await somebodyElse.close();
});

test('a wrong launch link says so, and tells the way out', async ({ page, stage }) => {
  const link = await stage.serve();
  link.hash = '#launch=wrong';
  await page.goto(link.href);
  await new SignIn(page).expectUsedLink();
});

test('without a launch link nothing is shown but the way in', async ({ page, stage }) => {
  const key = stage.key();
  const link = await stage.serve();
  for (const path of ['/', '/repositories']) {
    await page.goto(new URL(path, link).href);
    await new SignIn(page).expectWayIn();
    await expect(page.getByText(key)).toBeHidden();
  }
});
