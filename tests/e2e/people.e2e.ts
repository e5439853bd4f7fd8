import type { Page } from '@playwright/test';
import { Secrets } from './pages/secrets.ts';
import { expectAccessible, expectReflow } from './support/accessibility.ts';
import type { Stage } from './support/stage.ts';
import { expect, test } from './support/test.ts';

// Two people at two pages work on the same key.

/** A machine under load needs more than a minute. */
const AGO = '(just now|\\d+ min ago)';

/** A second page, on which somebody else is signed in: it is at another address than the proxy's. */
async function pageOf(stage: Stage, page: Page, user: string): Promise<Secrets> {
  const { origin, token } = await stage.somebodyElse(user, 'admin');
  const second = await page.context().newPage();
  await second.goto(`${origin}/healthz`);
  await second.evaluate((of) => localStorage.setItem('envdock.token', of), token);
  await second.goto(`${origin}/settings/secrets`);
  return new Secrets(second);
}

/** Deletes a key, and waits until that is done. */
async function remove(secrets: Secrets, key: string, scope?: string): Promise<void> {
  await secrets.name(key, scope).click();
  await secrets.row(key, scope).getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(secrets.row(key, scope)).toContainText('can be restored for 30 days');
}

test('the tab says who deleted the value that is being replaced, and stores it again', async ({
  page,
  stage,
  tab,
}) => {
  const key = stage.key();
  const mine = stage.secret();
  const link = await stage.serveBehindProxy();
  const api = await stage.api();
  const { id } = await api.configuration();
  await api.set({ type: 'configuration', id }, key, stage.secret());
  // News of the deletion would come before anything is saved over it.
  await stage.proxy.break('status=503 /api/v1/events');
  await page.goto(link.href);
  await tab.expectRows({ [key]: 'Set' });
  await tab.replace(key);
  await tab.field(key).fill(mine);
  await remove(await pageOf(stage, page, 'grace'), key, 'configuration project');
  await page.bringToFront();
  await tab.button('Save').click();
  await expect(
    tab.panel.getByText(
      new RegExp(`^Somebody removed the stored value meanwhile \\(${AGO} by grace\\)\\. What you typed is kept\\.$`),
    ),
  ).toBeVisible();
  await expect(tab.field(key)).toHaveValue(mine);
  await expectAccessible(page);
  await expectReflow(page);
  await tab.decide('Replace anyway');
  await tab.expectRows({ [key]: 'Set' });
});

test('the organization page says who deleted the value that is being replaced, and stores it again', async ({
  page,
  stage,
}) => {
  const key = stage.key();
  const mine = stage.secret();
  const link = await stage.serveBehindProxy();
  await (await stage.api()).set({ type: 'organization' }, key, stage.secret());
  link.pathname = '/settings/secrets';
  await page.goto(link.href);
  const secrets = new Secrets(page);
  await secrets.name(key).click();
  await secrets.button('Replace value').click();
  await secrets.field(`New value of ${key}`).fill(mine);
  await remove(await pageOf(stage, page, 'grace'), key);
  await page.bringToFront();
  // The news came; what is typed is still there.
  await expect(secrets.row(key)).toContainText('can be restored for 30 days');
  await secrets.save(secrets.row(key)).click();
  await expect(
    secrets.row(key).getByText(
      new RegExp(`^Somebody deleted it meanwhile \\(${AGO} by grace\\)\\. What you typed is kept, not saved\\.$`),
    ),
  ).toBeVisible();
  await expect(secrets.field(`New value of ${key}`)).toHaveValue(mine);
  await expectAccessible(page);
  await expectReflow(page);
  await secrets.button('Replace anyway').click();
  await expect(secrets.row(key)).toContainText('replaced');
  await expect(secrets.field(`New value of ${key}`)).toBeHidden();
});

for (const decision of ['Save anyway', 'Use their text'] as const) {
  test(`two descriptions of one key stand beside each other, and a person decides: ${decision}`, async ({
    page,
    stage,
  }) => {
    const key = stage.key();
    const label = 'Description, at most 500 characters';
    const link = await stage.serveBehindProxy();
    await (await stage.api()).set({ type: 'organization' }, key, stage.secret());
    link.pathname = '/settings/secrets';
    await page.goto(link.href);
    const secrets = new Secrets(page);
    await secrets.name(key).click();
    await secrets.button('Edit description').click();
    await secrets.field(label).fill('where mail goes');
    const theirs = await pageOf(stage, page, 'grace');
    await theirs.name(key).click();
    await theirs.button('Edit description').click();
    await theirs.field(label).fill('where orders are kept');
    await theirs.save(theirs.row(key)).click();
    await expect(theirs.field(label)).toBeHidden();
    await page.bringToFront();
    // The news came: it is said before anything is saved.
    const row = secrets.row(key);
    await expect(row.getByText('It is now: “where orders are kept”', { exact: true })).toBeVisible();
    await expect(secrets.field(label)).toHaveValue('where mail goes');
    await secrets.save(row).click();
    await expect(
      row.getByText(
        new RegExp(`^Somebody changed the description meanwhile \\(${AGO} by grace\\)\\. Yours is kept, not saved\\.$`),
      ),
    ).toBeVisible();
    await expect(secrets.field(label)).toHaveValue('where mail goes');
    await expectAccessible(page);
    await expectReflow(page);
    await secrets.button(decision).click();
    await expect(secrets.field(label)).toBeHidden();
    const last = decision === 'Save anyway' ? 'where mail goes' : 'where orders are kept';
    await expect(row.getByText(last, { exact: true })).toBeVisible();
    await page.reload();
    await expect(secrets.row(key).getByText(last, { exact: true })).toBeVisible();
  });
}
