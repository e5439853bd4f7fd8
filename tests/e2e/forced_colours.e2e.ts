import type { Page } from '@playwright/test';
import { ImportDialog } from './pages/import_dialog.ts';
import { Repositories } from './pages/repositories.ts';
import { Secrets } from './pages/secrets.ts';
import { keyName } from './support/random.ts';
import { asked, scene } from './support/scene.ts';
import { expect, test } from './support/test.ts';

// Where the system chooses all colours, backgrounds and shadows are not drawn: what they would say
// has to be said by a line or a word.

test.use({ forcedColors: 'active' });

/** What looks like nothing, or keeps colours of its own. */
async function unseen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const name = (element: Element) => `${element.tagName}.${element.className}: ${element.textContent?.slice(0, 40)}`;
    const isDrawn = (element: Element, part?: string): boolean => {
      const style = getComputedStyle(element, part);
      const has = (width: string, kind: string) => kind !== 'none' && Number.parseFloat(width) > 0;
      const edges = has(style.borderTopWidth, style.borderTopStyle) || has(style.borderBottomWidth, style.borderBottomStyle);
      const isIcon = part !== undefined && style.content !== 'none' && style.content !== 'normal';
      return edges || has(style.outlineWidth, style.outlineStyle) || isIcon || style.textDecorationLine.includes('underline');
    };
    const all = [...document.querySelectorAll('body *')].filter((element) => element.checkVisibility());
    // What is chosen has the system's colours for that.
    const own = all.filter(
      (element) => getComputedStyle(element).forcedColorAdjust === 'none' && !element.closest('[aria-pressed=true], progress'),
    );
    // The system draws its own boxes to tick, and gives links a colour.
    const controls = all.filter((one) => one.matches('button, input:not([type=radio], [type=checkbox]), select, textarea'));
    const isOutlined = (one: Element) => [undefined, '::before', '::after'].some((part) => isDrawn(one, part));
    // A field is outlined with what stands in it.
    const field = (one: Element) => (one.parentElement?.querySelector('input, textarea') ? one.parentElement : one);
    const plain = controls.filter((one) => !isOutlined(one) && !isOutlined(field(one)));
    return [...own.map((one) => `own colours: ${name(one)}`), ...plain.map((one) => `no outline: ${name(one)}`)];
  });
}

/** Everything that the keyboard reaches shows that it has the focus. */
async function expectFocusDrawn(page: Page, where: string): Promise<void> {
  await page.locator('body').press('Tab');
  const seen: string[] = [];
  for (let step = 0; step < 60; step += 1) {
    const { id, width } = await page.evaluate(() => {
      const one = document.activeElement ?? document.body;
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return {
        id: `${one.tagName}.${one.className} ${one.getAttribute('aria-label') ?? one.textContent?.slice(0, 30)}`,
        width: outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth),
      };
    });
    if (id.startsWith('BODY') || seen.includes(id)) break;
    seen.push(id);
    expect(width, `${where}: the focus on ${id}`).toBeGreaterThanOrEqual(1);
    await page.keyboard.press('Tab');
  }
  expect(seen.length, where).toBeGreaterThan(2);
}

async function look(page: Page, where: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await unseen(page), `${where}, ${colorScheme}`).toEqual([]);
  }
}

test('with forced colours every control is outlined, and so is the focus', async ({ page, stage, tab }) => {
  const at = await scene(stage, page, tab);
  const [first, second] = [at.needed, keyName()];
  await tab.fill(first, stage.secret());
  await tab.expectRows({ [first]: 'Set' });
  await asked(at, [second]);
  await look(page, 'the conversation with a form');
  await tab.name(first).click();
  await expect(tab.panel.getByRole('button', { name: 'Override here', exact: true })).toBeVisible();
  await look(page, 'the tab with an open row');
  await expectFocusDrawn(page, 'the tab');

  await tab.button('Import…').click();
  const dialog = new ImportDialog(page);
  await dialog.choose('.env', Buffer.from(`${first}='a'\n${second}='b'\nnot a line\n`));
  await expect(dialog.line(first)).toContainText('Already set, will be replaced');
  await look(page, 'the import');
  await dialog.button('Close').click();

  const repositories = new Repositories(page);
  await repositories.open();
  await page.getByRole('link', { name: 'Environments', exact: true }).click();
  await expect(page.getByRole('button', { name: `${first}, dev: Set`, exact: true })).toBeVisible();
  await look(page, 'the environments');

  const of = 'configuration project';
  const secrets = new Secrets(page);
  await secrets.open();
  await secrets.name(first, of).click();
  await expect(secrets.row(first, of).getByRole('button', { name: 'Replace value', exact: true })).toBeVisible();
  await look(page, 'the organization');
  await expectFocusDrawn(page, 'the organization');

  // What is looked for is found.
  await page.evaluate(() => {
    for (const button of document.querySelectorAll('button')) button.style.setProperty('border', '0', 'important');
  });
  expect(await unseen(page)).not.toEqual([]);
});
