import { expectAccessible } from './support/accessibility.ts';
import { expect, test } from './support/test.ts';

test('from loading to saved with nothing but the keyboard', async ({ page, stage, tab }) => {
  const [first, second] = stage.twoKeys();
  const values = [stage.secret(), stage.secret()];
  await stage.open(page);
  await tab.expectRows({ [first]: 'Missing', [second]: 'Missing' });

  const focused = page.locator(':focus');
  const goTo = async (name: string) => {
    // More presses than the page has stops would mean that it cannot be reached.
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      if ((await tab.page.getByRole('button', { name, exact: true }).and(focused).count()) > 0) return;
    }
    throw new Error(`${name} cannot be reached with Tab`);
  };
  await page.keyboard.press('Tab');
  await expect(focused).toHaveText('Skip to the Environment tab');
  await page.keyboard.press('Enter');
  await goTo(`Fill ${first}`);
  await page.keyboard.press('Enter');
  await expect(tab.field(first)).toBeFocused();
  await page.keyboard.type(values[0] ?? '');

  // Closing keeps what was typed, and gives the focus back.
  await page.keyboard.press('Escape');
  await expect(tab.field(first)).toBeHidden();
  await expect(focused).toHaveAccessibleName(new RegExp(first));
  await tab.expectRows({ [first]: 'Draft' });
  await tab.action('Continue', first).focus();
  await page.keyboard.press('Enter');
  await expect(tab.field(first)).toHaveValue(values[0] ?? '');
  await page.keyboard.press('Enter');
  await tab.expectRows({ [first]: 'Set' });
  await expect(page.getByRole('status').filter({ hasText: `${first} saved.` })).toBeAttached();

  await goTo(`Fill ${second}`);
  await page.keyboard.press('Space');
  await expect(tab.field(second)).toBeFocused();
  await page.keyboard.type(values[1] ?? '');
  await page.keyboard.press('Enter');
  await tab.expectRows({ [first]: 'Set', [second]: 'Set' });
  const note = 'Set·for this configuration·just now by you';
  await tab.expectShape([2, 2], [first, second].map((key) => ({ key, note })));
  await expectAccessible(page);
  expect(stage.workspace.read('.env')).toBe(`${first}='${values[0]}'\n${second}='${values[1]}'\n`);
});
