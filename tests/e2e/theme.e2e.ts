import { expect, test } from './support/test.ts';

test('the chosen colour scheme outlives a reload', async ({ page, stage, tab }) => {
  const key = stage.key();
  await page.emulateMedia({ colorScheme: 'light' });
  await stage.open(page);
  await tab.expectRows({ [key]: 'Missing' });
  const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  expect(await scheme()).toBe('light dark');
  await page.getByRole('button', { name: 'Switch between light and dark' }).click();
  expect(await scheme()).toBe('dark');

  // When the document is there, the program is not yet.
  await page.reload({ waitUntil: 'commit' });
  await expect.poll(scheme).toBe('dark');
  await tab.expectRows({ [key]: 'Missing' });
  expect(await scheme()).toBe('dark');
  await page.getByRole('button', { name: 'Switch between light and dark' }).click();
  expect(await scheme()).toBe('light');
});
