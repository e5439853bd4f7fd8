import { Secrets } from './pages/secrets.ts';
import { expectAccessible, expectReflow } from './support/accessibility.ts';
import { expect, test } from './support/hosted.ts';
import { keyName } from './support/random.ts';

test('on a page of a host, a key of the organization is added, replaced, deleted and taken back', async ({
  page,
  stage,
  visit,
}) => {
  const needed = stage.key();
  await visit();
  const api = await stage.api();
  const { id } = await api.configuration();
  await api.set({ type: 'configuration', id }, needed, stage.secret());
  // Another environment has a value, and lacks this one.
  const address = { environment: 'prod', scope: { type: 'organization' }, key: keyName() };
  const operations = [{ op: 'set', address, expected_version: 0, value: stage.secret() }];
  await api.call('POST', '/secrets/batch', { operations });
  await page.evaluate(() => {
    const secrets = document.createElement('envdock-organization-secrets');
    secrets.setAttribute('configuration-href', '/projects/{id}?tab=environment');
    document.querySelector('main')?.append(secrets);
  });
  const secrets = new Secrets(page);
  await secrets.show('Missing somewhere');
  await secrets.name(needed, 'configuration project').click();
  const gap = secrets.row(needed, 'configuration project').getByRole('link').first();
  await expect(gap).toHaveAttribute('href', `/projects/${id}?tab=environment`);
  await expectAccessible(page, ['light']);
  await secrets.show('All');

  const key = keyName();
  const [first, second] = [stage.secret(), stage.secret()];
  await secrets.button('Add key').click();
  await secrets.field('Key').fill(key);
  await secrets.field('Value').fill(first);
  await expectAccessible(page, ['light']);
  await secrets.save().click();
  const row = secrets.row(key);
  await expect(row).toContainText('unused · just now by you');

  await secrets.name(key).click();
  await row.getByRole('button', { name: 'Replace value', exact: true }).click();
  await secrets.field(`New value of ${key}`).fill(second);
  await secrets.save(row).click();
  const said = secrets.panel.getByRole('paragraph').filter({ hasText: `${key} replaced.` });
  await expect(said.first()).toBeVisible();
  await row.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(row).toContainText('can be restored for 30 days');
  await expectAccessible(page);
  await expectReflow(page);
  await secrets.button('Undo').click();
  await expect(row).toContainText('just now by you · restored');
  expect((await api.audit(key)).map(({ action }) => action)).toEqual(['restore', 'unset', 'set', 'set']);
});
