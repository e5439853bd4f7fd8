import type { Page } from '@playwright/test';
import { ImportDialog } from './pages/import_dialog.ts';
import { RequestForm } from './pages/request_form.ts';
import { Secrets } from './pages/secrets.ts';
import { Session } from './pages/session.ts';
import { Agent } from './support/agent.ts';
import { expect, test } from './support/hosted.ts';
import { keyName, keyNames } from './support/random.ts';
import { expectStrict, styled } from './support/strict.ts';

// Under the strictest policy every state is drawn without one violation: the end of each test looks
// at the reports.

const BATCH = '/api/v1/secrets/batch';

/** Adds an element with these attributes. */
function add(page: Page, tag: string, attributes: Record<string, string>): Promise<void> {
  return page.evaluate(
    ([tag, attributes]) => {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      document.querySelector('main')?.append(element);
    },
    [tag, attributes] as const,
  );
}

test('a key from missing to stored, replaced, deleted and back', async ({ page, stage, tab, visit }) => {
  const [key = '', other = '', ...rest] = keyNames(8).sort();
  stage.workspace.example('.env.example', [key, other, ...rest]);
  const proxy = await visit(`status=500 ${BATCH} POST 1`);
  await tab.expectRows({ [key]: 'Missing', [other]: 'Missing' });
  await expectStrict(page);
  await tab.search('no such key');
  await expect(tab.panel.getByText('No key matches')).toBeVisible();
  await expectStrict(page);
  await tab.button('Clear search').click();
  await page.getByRole('button', { name: 'Keyboard help', exact: true }).click();
  const help = page.getByRole('dialog', { name: 'Keyboard help' });
  await expect(help).toBeVisible();
  await expectStrict(page);
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();

  await tab.action('Fill', key).click();
  await page.getByRole('radio', { name: 'Organization', exact: true }).check();
  await expect(tab.row(key)).toContainText(`Saving also accepts ${key}`);
  await expectStrict(page);
  await tab.field(key).fill(stage.secret());
  await tab.expectRows({ [key]: 'Draft' });
  await tab.button('Show').click();
  await expectStrict(page);
  await tab.button('Save').click();
  await tab.expectRows({ [key]: 'Not confirmed' });
  await expectStrict(page);
  await proxy?.heal();
  await tab.button('Send again').click();
  await expect(tab.row(key)).toContainText('for organization');
  // The panel has closed by then: its button would open it.
  await tab.expectRows({ [key]: 'Set' });
  await expect(tab.field(key)).toBeHidden();
  await expectStrict(page);

  await tab.replace(key);
  await expect(tab.panel.getByText('The stored value is never shown. Saving replaces it.')).toBeVisible();
  await expectStrict(page);
  await tab.button('Close').click();
  await tab.name(key).click();
  await tab.button(/^Delete the value for /).press('Enter');
  await expect(tab.row(key)).toContainText('Deleted.');
  await expectStrict(page);
  await tab.action('Undo', key).press('Enter');
  await expect(tab.row(key)).toContainText('The earlier value is back.');
  await expectStrict(page);
});

test('unknown, out of reach and signed out', async ({ page, stage, tab, visit }) => {
  const key = stage.key();
  const proxy = await visit('status=503 /api/v1/checks');
  await tab.expectRows({ [key]: 'Unknown' });
  await expectStrict(page);
  // Before it is mended: afterwards the tab may have asked again by itself.
  await tab.action('Retry', key).click();
  await tab.expectRows({ [key]: 'Unknown' });
  await proxy?.heal();
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  // An answer that was on its way would say that the server can be reached.
  await tab.expectRows({ [key]: 'Missing' });
  await page.context().setOffline(true);
  await expect(tab.notice('The server cannot be reached.')).toBeVisible();
  await expectStrict(page);
  await page.context().setOffline(false);
  await expect(tab.notice('The server cannot be reached.')).toBeHidden();
  await tab.expectRows({ [key]: 'Missing' });
  await proxy?.break('status=401 /api/v1/');
  await tab.fill(key, stage.secret());
  await expect(tab.notice('You are signed out.')).toBeVisible();
  await expectStrict(page);
});

test('nothing needed, nobody has looked, and hundreds of keys with an import', async ({
  page,
  stage,
  tab,
  visit,
}) => {
  await visit();
  await expect(tab.panel.getByText('Nothing needed')).toBeVisible();
  await expectStrict(page);
  const api = await stage.api();
  const { id, session = '' } = await api.configuration();
  const element = page.locator('envdock-environment-tab');
  const set = (id: string) => element.evaluate((tab, id) => tab.setAttribute('configuration', id), id);
  await set('');
  await expect(page.getByText('Not looked at yet')).toBeVisible();
  await expectStrict(page);
  await set(id);
  const agent = await Agent.connect(api, session);
  const names = keyNames(300);
  await agent.save('.env', names);
  await tab.expectProgress(0, 300);
  await expectStrict(page);
  await agent.close();

  await tab.button('Import…').click();
  const dialog = new ImportDialog(page);
  const text = `${names[0]}=${stage.secret()}\nNOT_IN_THE_SPEC=1\n1=2\n`;
  await dialog.choose('.env', Buffer.from(text));
  await expect(dialog.choice(names[0] ?? '')).toBeChecked();
  await expect(dialog.line('Line 3')).toBeVisible();
  await expectStrict(page);
});

test('a question answered and declined, and a session finished', async ({ page, stage, tab, visit }) => {
  const [first, second] = stage.twoKeys();
  await visit();
  await tab.expectRows({ [first]: 'Missing', [second]: 'Missing' });
  const api = await stage.api();
  const { session = '' } = await api.configuration();
  const agent = await Agent.connect(api, session);
  for (const [key, button, heading] of [
    [first, 'Submit', 'Answered'],
    [second, 'Decline', 'Declined'],
  ] as const) {
    const { content } = await agent.ask([key], 'To run *it*.');
    await add(page, 'envdock-request-form', { request: content.request_id, id: content.request_id });
    const form = new RequestForm(page, page.locator(`#${content.request_id}`));
    await expect(form.field(key)).toBeVisible();
    await expectStrict(page);
    if (button === 'Submit') await form.field(key).fill(stage.secret());
    await form.button(button).click();
    await form.expectHeading(heading);
    await expectStrict(page);
  }
  await agent.close();
  await add(page, 'envdock-finish-dialog', { session });
  const asked = page.evaluate(() => {
    const dialog: unknown = document.querySelector('envdock-finish-dialog');
    return (dialog as { confirm(): Promise<boolean> }).confirm();
  });
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(second, { exact: true })).toBeVisible();
  await expectStrict(page);
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
  expect(await asked).toBe(false);
});

test('a setup session and all that is stored', async ({ page, stage, visit }) => {
  const key = keyName();
  await visit(undefined, '--setup');
  const api = await stage.api();
  const { id, session = '' } = await api.configuration();
  await add(page, 'envdock-setup-notice', { configuration: id, session });
  const agent = await Agent.connect(api, session);
  await agent.save('.env', [key]);
  await agent.close();
  await expect(new Session(page).notice).toBeVisible();
  await expectStrict(page);
  await api.set({ type: 'organization' }, key, stage.secret());
  await add(page, 'envdock-organization-secrets', { 'configuration-href': '/projects/{id}' });
  const secrets = new Secrets(page);
  await secrets.name(key).click();
  const row = secrets.row(key);
  await row.getByRole('button', { name: 'History', exact: true }).click();
  await expect(row.getByRole('list').getByRole('listitem')).toContainText(['Value stored']);
  await expectStrict(page);
  await row.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(row).toContainText('can be restored for 30 days');
  await expectStrict(page);
  await secrets.show('Removed');
  await secrets.name(key).click();
  await row.getByRole('button', { name: 'Delete for good', exact: true }).click();
  await expect(row).toContainText(`Delete ${key} (dev, organization) for good?`);
  await expectStrict(page);
});

test('in a shadow root, a style attribute and text that becomes markup are noticed', async ({
  page,
  stage,
  tab,
  traces,
  visit,
}) => {
  const key = stage.key();
  await visit();
  await tab.expectRows({ [key]: 'Missing' });
  await page.evaluate(() => {
    const root = document.querySelector('envdock-environment-tab')?.shadowRoot;
    const place = root?.querySelector('h2');
    place?.setAttribute('style', 'color: red');
    try {
      if (place) place.innerHTML = '<b>Environment</b>';
    } catch {
      // It is refused, and reported.
    }
    // What a program sets is no violation, and is an attribute all the same.
    const nested = place?.parentElement?.appendChild(document.createElement('i'));
    nested?.style.setProperty('color', 'red');
  });
  await expect.poll(() => traces.problems.length).toBe(2);
  const planted = traces.problems.splice(0).join('\n');
  expect(planted).toContain('policy violated: style-src-attr inline');
  expect(planted).toContain('policy violated: require-trusted-types-for trusted-types-sink');
  expect((await styled(page)).map((name) => name.split('.')[0])).toEqual(['h2', 'i']);
});
