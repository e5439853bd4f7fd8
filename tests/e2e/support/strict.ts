import { type Page, expect } from '@playwright/test';

/** Elements with a `style` attribute, in the page and in all shadow roots. */
export function styled(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const within = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        ...(element.hasAttribute('style') ? [element] : []),
        ...(element.shadowRoot ? within(element.shadowRoot) : []),
      ]);
    return within(document).map(({ localName, className }) => `${localName}.${className}`);
  });
}

/** What is on the page now came without a `style` attribute; violations are reported by themselves. */
export async function expectStrict(page: Page): Promise<void> {
  expect(await styled(page), 'elements with a style attribute').toEqual([]);
}
