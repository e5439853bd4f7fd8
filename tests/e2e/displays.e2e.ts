import type { Page } from '@playwright/test';
import { Repositories } from './pages/repositories.ts';
import { expect, test } from './support/test.ts';

/** Nothing scrolls sideways, and no text is cut off where it cannot be reached. */
async function expectAllInSight(page: Page, where: string): Promise<void> {
  const found = await page.evaluate(() => {
    const root = document.documentElement;
    const name = (element: Element) => `${element.tagName}.${element.className}: ${element.textContent?.slice(0, 40)}`;
    const hasText = (element: Element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim());
    const shown = [...document.querySelectorAll<HTMLElement>('body *')].filter(
      (element) => element.checkVisibility() && !element.closest('.envdock-unseen'),
    );
    const cut = shown.filter((element) => {
      const { overflowX, overflowY } = getComputedStyle(element);
      const sideways = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
      const down = /hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 1;
      return hasText(element) && !(element instanceof HTMLTextAreaElement) && (sideways || down);
    });
    const wide = shown.filter((element) => element.getBoundingClientRect().right > root.clientWidth + 0.5);
    return { wider: root.scrollWidth - root.clientWidth, wide: wide.map(name), cut: cut.map(name) };
  });
  expect(found, where).toEqual({ wider: 0, wide: [], cut: [] });
}

for (const [what, viewport] of [
  ['at 200 %', { width: 640, height: 360 }],
  ['as narrow as a telephone', { width: 320, height: 640 }],
] as const) {
  test.describe(what, () => {
    test.use({ viewport, deviceScaleFactor: 2 });

    test(`${what} nothing scrolls sideways and nothing is cut`, async ({ page, stage, tab }) => {
      const [first, second] = stage.twoKeys();
      await stage.open(page);
      const pane = page.getByRole('button', { name: /^Environment/ }).first();
      await expect(pane).toBeVisible();
      await expectAllInSight(page, 'the conversation or the tab');
      if (!(await tab.name(first).isVisible())) await pane.click();
      await tab.fill(first, stage.secret());
      await tab.expectRows({ [first]: 'Set', [second]: 'Missing' });
      await tab.name(first).click();
      await expectAllInSight(page, 'the tab with an open row');
      await new Repositories(page).open();
      const link = page.getByRole('link', { name: 'Environments', exact: true });
      await expect(link).toBeVisible();
      await expectAllInSight(page, 'the repositories');
      await link.click();
      await expect(page.getByRole('button', { name: `${first}, dev: Set`, exact: true })).toBeVisible();
      await expectAllInSight(page, 'the environments');
    });
  });
}

test('with reduced motion nothing moves', async ({ page, stage, tab }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const key = stage.key();
  const link = await stage.serveBehindProxy();
  // No answer comes while this test runs.
  await stage.proxy.break('slow=60000 /api/v1/checks');
  await page.goto(link.href);
  await expect(tab.name(key)).toBeVisible();
  // Something is under way, and says so without turning.
  await expect(tab.panel.getByText('Checking what is set…').first()).toBeVisible();
  const running = () =>
    page.evaluate(() => document.getAnimations().filter((one) => one.playState === 'running').length);
  await expect.poll(running).toBe(0);
});
