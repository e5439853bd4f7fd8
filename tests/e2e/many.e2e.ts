import { expectAccessible, expectReflow } from './support/accessibility.ts';
import { keyNames } from './support/random.ts';
import { expect, test } from './support/test.ts';

/** Notes how many rows the document has after each piece of work that draws some. */
function noteRows(): void {
  const counts: number[] = [];
  Object.assign(window, { rowCounts: counts });
  const count = (): void => {
    const rows = document.querySelectorAll('[data-slot]').length;
    if (rows !== (counts.at(-1) ?? 0)) counts.push(rows);
  };
  new MutationObserver(count).observe(document, { childList: true, subtree: true });
}

test('hundreds of keys in hundreds of files: all are there, and search finds one', async ({
  page,
  stage,
  tab,
}) => {
  test.slow();
  const names = keyNames(500);
  for (const [index, name] of names.entries()) {
    stage.workspace.example(`packages/p${String(index).padStart(3, '0')}/.env.example`, [name]);
  }
  const last = names.at(-1) ?? '';
  await stage.openBehindProxy(page);
  await tab.expectProgress(0, 500);
  await expect(tab.panel.getByRole('listitem')).toHaveCount(500);
  expect(await stage.proxy.requests('POST /api/v1/checks')).toHaveLength(1);
  await tab.search(last.toLowerCase());
  await expect(tab.notice('1 of 500 keys shown')).toBeVisible();
  await tab.expectRows({ [last]: 'Missing' });
  await tab.fill(last, stage.secret());
  await tab.expectRows({ [last]: 'Set' });
  await expectAccessible(page);
  await tab.search('no such key');
  await expect(tab.panel.getByText('No key matches')).toBeVisible();
  await expect(tab.panel.getByRole('listitem')).toHaveCount(0);
  await expectAccessible(page);
  await tab.button('Clear search').click();
  await tab.expectProgress(1, 500);
  await expectReflow(page);
});

test('500 keys in one file: all are drawn without scrolling, a few at a time', async ({
  page,
  stage,
  tab,
}) => {
  test.slow();
  const names = keyNames(500);
  stage.workspace.example('.env.example', names);
  const link = await stage.serve();
  await page.addInitScript(noteRows);
  await page.goto(link.href);
  await tab.expectProgress(0, 500);
  await expect(tab.panel.getByRole('listitem')).toHaveCount(500);
  // How long a piece takes is the bench's business: `cargo xtask bench scale`.
  const counts = await page.evaluate(() => (window as unknown as { rowCounts: number[] }).rowCounts);
  const pieces = counts.map((rows, index) => rows - (counts[index - 1] ?? 0));
  expect(counts.at(-1)).toBe(500);
  expect(Math.max(...pieces)).toBeLessThanOrEqual(100);
  await expect(tab.panel.getByRole('listitem').filter({ hasText: 'Missing' })).toHaveCount(500);
  const last = names.at(-1) ?? '';
  // The browser's own search finds what is in the document, drawn or not.
  const find = (text: string) =>
    page.evaluate((wanted) => (window as unknown as { find(text: string): boolean }).find(wanted), text);
  expect(await find(last)).toBe(true);
  expect(await find(keyNames(1).join())).toBe(false);
  // In another scheme, rows out of sight get their colours when somebody comes near.
  await expectAccessible(page, ['light']);

  await tab.fill(last, stage.secret());
  await tab.expectRows({ [last]: 'Set' });
  await tab.expectProgress(1, 500);
});
