import type { Page } from '@playwright/test';
import { expect, test } from './support/hosted.ts';
import { keyNames } from './support/random.ts';

// A host that gives no token: it could not find out, nobody is signed in to it, or it says nothing.

/** The page's function gives `{token}`, unless the test says what it does instead. */
async function replaceable(page: Page): Promise<void> {
  await page.route('**/page.js', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(
      'getToken: () => token',
      'getToken: (asked) => globalThis.instead ? globalThis.instead(asked) : token',
    );
    await route.fulfill({ response, body });
  });
}

const becomes = (page: Page, instead: string): Promise<void> =>
  page.evaluate(`globalThis.instead = ${instead}`);

test('a host that cannot give a token signs nobody out, and is asked again', async ({
  page,
  stage,
  tab,
  visit,
}) => {
  const key = stage.key();
  await replaceable(page);
  await visit();
  await tab.expectRows({ [key]: 'Missing' });
  const value = stage.secret();
  await tab.type(key, value);
  await becomes(page, "async () => { throw new TypeError('Failed to fetch') }");
  await tab.button('Save').click();
  await expect(tab.row(key)).toContainText('Not confirmed');
  await expect(tab.panel.getByText('You are signed out.')).toHaveCount(0);
  await becomes(page, 'undefined');
  await tab.button('Send again').click();
  await tab.expectRows({ [key]: 'Set' });
  expect(stage.workspace.read('.env')).toContain(value);
});

test('a host that says nothing is waited for as long as a server', async ({
  page,
  stage,
  tab,
  visit,
}) => {
  const key = stage.key();
  await page.clock.install();
  await replaceable(page);
  await visit();
  await tab.expectRows({ [key]: 'Missing' });
  const value = stage.secret();
  await tab.type(key, value);
  await becomes(page, '() => new Promise(() => {})');
  await tab.button('Save').click();
  await expect(tab.row(key)).toContainText('Saving');
  // As long as for an answer to a write.
  await page.clock.runFor(61_000);
  await expect(tab.row(key)).toContainText('Not confirmed');
  await expect(tab.field(key)).toHaveValue(value);
});

test('whoever is signed out of a page is told so, and goes on where they were', async ({
  page,
  stage,
  tab,
  visit,
}) => {
  const keys = keyNames(2);
  stage.workspace.example('.env.example', keys);
  await replaceable(page);
  await visit();
  const notice = tab.panel.getByText('Sign in to this page again, then retry.');
  const comeBack = [
    async () => {
      await tab.button('Retry').click();
      await expect(notice).toBeVisible();
      await becomes(page, 'undefined');
      await tab.button('Retry').click();
    },
    async () => {
      await becomes(page, 'undefined');
      await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    },
  ];
  for (const [index, key] of keys.entries()) {
    await tab.expectRows({ [key]: 'Missing' });
    const value = stage.secret();
    await tab.type(key, value);
    await becomes(page, '() => null');
    await tab.button('Save').click();
    await expect(notice).toBeVisible();
    await expect(tab.field(key)).toHaveValue(value);
    await comeBack[index]?.();
    await expect(notice).toHaveCount(0);
    // What was under way is carried out.
    await tab.expectRows({ [key]: 'Set' });
    expect(stage.workspace.read('.env')).toContain(value);
  }
});
