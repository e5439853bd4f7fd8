import { expectAccessible } from './support/accessibility.ts';
import { expect, test } from './support/test.ts';

// Two people write the same key: nobody overwrites what they have not seen.

for (const decision of ['Replace anyway', 'Discard'] as const) {
  test(`a value stored meanwhile is named with who and when, and decided about: ${decision}`, async ({
    page,
    stage,
    tab,
  }) => {
    const key = stage.key();
    const [mine, theirs] = [stage.secret(), stage.secret()];
    const link = await stage.serveBehindProxy();
    // News of the other value would come before anything is saved over it.
    await stage.proxy.break('status=503 /api/v1/events');
    await page.goto(link.href);
    await tab.type(key, mine);
    const grace = await stage.somebodyElse('grace', 'admin');
    const { id } = await grace.configuration();
    await grace.set({ type: 'configuration', id }, key, theirs);
    await tab.button('Save').click();
    await tab.expectRows({ [key]: 'Changed meanwhile' });
    await expect(
      tab.panel.getByText('Somebody stored another value meanwhile (just now by grace). Yours is kept, not saved.'),
    ).toBeVisible();
    await expect(tab.field(key)).toHaveValue(mine);
    expect(stage.workspace.read('.env')).toBe(`${key}='${theirs}'\n`);
    await expectAccessible(page);

    await tab.decide(decision);
    await tab.expectRows({ [key]: 'Set' });
    const [last, versions] = decision === 'Discard' ? [theirs, 1] : [mine, 2];
    expect(stage.workspace.read('.env')).toBe(`${key}='${last}'\n`);
    const stored = (await grace.audit(key)).filter(({ refused }) => !refused);
    expect(stored.map(({ version }) => version)).toHaveLength(versions);
    await expect(tab.name(key)).toBeFocused();
    const by = decision === 'Discard' ? 'grace' : 'you';
    await tab.expectShape([1, 1], [{ key, note: `Set·for this configuration·just now by ${by}` }]);
  });
}

test('a discarded value that was sent and not answered is not sent again by itself', async ({
  page,
  stage,
  tab,
}) => {
  const key = stage.key();
  await stage.openBehindProxy(page);
  await tab.type(key, stage.secret());
  await stage.proxy.break('offline /api/v1/');
  await tab.button('Save').click();
  await tab.expectRows({ [key]: 'Not confirmed' });
  await tab.decide('Discard');
  await expect(tab.row(key).getByText('Not confirmed')).toBeHidden();
  await stage.proxy.heal();
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await tab.expectRows({ [key]: 'Missing' });
  expect(await stage.proxy.requests('POST /api/v1/secrets/batch')).toEqual([]);
});
