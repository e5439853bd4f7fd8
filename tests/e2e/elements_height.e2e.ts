import type { Page, Route } from '@playwright/test';
import { expect, test } from './support/hosted.ts';

// Nothing that was there jumps when the program has come, nor when the answers have.

const organization = 'envdock-organization-secrets';

/** What is measured of each element: all of it, or where its first row begins. */
const measured = {
  'envdock-environment-tab': '.envdock-skeleton__row, .envdock-key-row',
  'envdock-repository-summary': '',
  [organization]: '',
  'envdock-request-form': '',
};

/** In whole pixels. */
function heights(page: Page): Promise<Record<string, number>> {
  return page.evaluate((measured) => {
    const of = ([tag, first]: [string, string]) => {
      const element = document.querySelector(tag);
      const { top = 0, height = -1 } = element?.getBoundingClientRect() ?? {};
      const row = first && element?.shadowRoot?.querySelector(first)?.getBoundingClientRect();
      return [tag, Math.round(row ? row.top - top : height)];
    };
    return Object.fromEntries(Object.entries(measured).map(of));
  }, measured);
}

/** Holds what matches until it is released. */
async function hold(page: Page, what: RegExp): Promise<{ held: Route[]; release(): Promise<void> }> {
  const held: Route[] = [];
  let isHeld = true;
  await page.route(what, (route) => (isHeld ? void held.push(route) : route.continue()));
  const release = async () => {
    isHeld = false;
    await Promise.all(held.map((route) => route.continue()));
  };
  return { held, release };
}

for (const width of [320, 480, 1440]) {
  test(`${width} px wide, what stands in for an element is as high as what comes`, async ({
    page,
    stage,
    tab,
    visit,
  }) => {
    const key = stage.key();
    await page.setViewportSize({ width, height: 800 });
    const program = await hold(page, /\.wasm$/);
    await visit();
    await expect(page.locator('envdock-repository-summary')).toBeVisible();
    const answers = await hold(page, /\/api\/v1\//);
    await page.evaluate(() => {
      for (const tag of ['envdock-organization-secrets', 'envdock-request-form']) {
        const element = document.createElement(tag);
        element.setAttribute('request', 'req_of_nobody');
        document.querySelector('main')?.append(element);
      }
    });
    await expect.poll(() => program.held.length).toBe(1);
    const before = await heights(page);
    await program.release();
    const secrets = page.locator(organization);
    await expect(secrets.getByRole('searchbox')).toBeVisible();
    await expect(page.locator('envdock-request-form .envdock-place')).toBeAttached();
    const { [organization]: place, ...others } = await heights(page);
    expect({ ...others, [organization]: before[organization] }).toEqual(before);
    // Its lead takes a line more or less with other fonts.
    expect(Math.abs((place ?? 0) - (before[organization] ?? 0)), organization).toBeLessThan(20);

    await answers.release();
    await tab.expectRows({ [key]: 'Missing' });
    await expect(page.locator('envdock-repository-summary').getByText('0/1')).toBeVisible();
    const after = await heights(page);
    for (const tag of ['envdock-environment-tab', 'envdock-repository-summary']) {
      expect(after[tag], tag).toBe(before[tag]);
    }
  });
}
