import { AxeBuilder } from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';

/** The rules of axe that look at colours: all that another theme can break. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * Audits a page with every rule that axe has for WCAG 2.2 AA and good practice, and what has to do
 * with colours in the other themes, too.
 */
export async function expectAccessible(
  page: Page,
  schemes: readonly ('light' | 'dark')[] = ['light', 'dark'],
): Promise<void> {
  for (const [index, colorScheme] of schemes.entries()) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Colours that are on their way from one theme to the other are those of neither.
    await page.evaluate(async () => {
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      const running = document.getAnimations().filter((one) => one instanceof CSSTransition);
      await Promise.allSettled(running.map((transition) => transition.finished));
    });
    // Without a page of its own for each audit, which only frames of other origins need.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    if (index > 0) axe.withRules(OF_COLOURS);
    // Off unless asked for, and the only rule of WCAG 2.2 that axe knows.
    else axe.options({ rules: { 'target-size': { enabled: true } } });
    const { violations, passes } = await axe.analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
    expect(found, `${colorScheme} theme`).toEqual([]);
    expect(passes.length).toBeGreaterThan(0);
  }
  await page.emulateMedia({ colorScheme: null });
}

/** A page as wide as a small telephone, or a sidebar, scrolls in one direction only. */
export async function expectReflow(page: Page): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const { width, wide } = await page.evaluate(() => {
    const root = document.documentElement;
    const widest = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 0.5,
    );
    return {
      width: root.scrollWidth,
      wide: widest.map((element) => `${element.tagName}.${element.className}`),
    };
  });
  expect(width, `wider than the page: ${wide.join(', ')}`).toBeLessThanOrEqual(320);
  if (size) await page.setViewportSize(size);
}
