import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bundled, show } from './support/bundled.ts';
import { EnvironmentTab } from './pages/environment_tab.ts';
import { expect, test } from '@playwright/test';

const require = createRequire(import.meta.url);

for (const react of [18, 19] as const) {
  test(`React ${react} renders the tags with their attributes on a server`, async () => {
    const complaints: unknown[] = [];
    const { error } = console;
    console.error = (...words: unknown[]) => void complaints.push(words.join(' '));
    try {
      const folder = await bundled('hosts/react_server.tsx', react, {
        format: 'cjs',
        splitting: false,
        platform: 'node',
        logOverride: { 'empty-import-meta': 'silent' },
      });
      const { html } = require(join(folder, 'react_server.js')) as { html: string };
      // Each tag with its attributes in the order of their names.
      const tags = html.replaceAll(/<([a-z-]+) ([^>]*)>/g, (_, tag, attributes: string) => {
        const written = attributes.match(/[a-z-]+="[^"]*"/g) ?? [];
        return `<${tag} ${written.map((one) => one.replace('="true"', '=""')).sort().join(' ')}>`;
      });
      expect(tags.replaceAll(/<\/[a-z-]+>/g, '\n')).toBe(
        [
          '<envdock-environment-tab class="host" configuration="shop" environment="dev" hidden="" ' +
            'repositories="one two" session="s1">',
          '<envdock-finish-dialog session="s1">',
          '<envdock-import-dialog configuration="shop">',
          '<envdock-missing-badge repositories="one two">',
          '<envdock-organization-secrets configuration-href="/projects/{id}">',
          '<envdock-repository-summary configuration="shop" href="/sessions/1" id="summary">',
          '<envdock-request-form aside="" request="r1">',
          '<envdock-request-form request="r2">',
          '<envdock-setup-notice session="s1">',
          '',
        ].join('\n'),
      );
      expect(complaints).toEqual([]);
    } finally {
      console.error = error;
    }
  });

  test(`React ${react} mounts, changes and unmounts an element, and hears its events`, async ({ page }) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    const tab = new EnvironmentTab(page);
    await show(page, await bundled('hosts/react_page.tsx', react), 'react_page.js');
    await tab.expectRows({ SHOP_KEY: 'Missing', SHOP_KEY_TOO: 'Missing' });
    const element = page.locator('envdock-environment-tab');
    await expect(element).toHaveAttribute('class', 'host');
    await expect(element).toHaveAttribute('id', 'tab');
    await expect(element).toHaveAttribute('repositories', 'one two');
    await expect(element).toHaveCSS('min-height', '100px');

    await tab.fill('SHOP_KEY', 'a value');
    await expect(page.locator('output')).toHaveText('shop SHOP_KEY');
    await page.getByRole('button', { name: 'Show the blog' }).click();
    await tab.fill('BLOG_KEY', 'a value');
    // Each event once, although a strict page mounts twice, and by the handler of the last render.
    await expect(page.locator('output')).toHaveText('shop SHOP_KEY, blog BLOG_KEY');
    expect(await element.evaluate((it) => it === (globalThis as unknown as { tab: Element }).tab)).toBe(true);

    await page.getByRole('button', { name: 'Show nothing' }).click();
    await expect(element).not.toHaveAttribute('configuration');
    const gone = await element.elementHandle();
    await page.getByRole('button', { name: 'Take it away' }).click();
    await expect(element).toHaveCount(0);
    await gone?.evaluate((it) => it.dispatchEvent(new CustomEvent('envdock-saved', { detail: { key: 'LATE' } })));
    expect(await gone?.evaluate((it) => it.shadowRoot?.childElementCount)).toBe(0);
    await expect(page.locator('output')).toHaveText('shop SHOP_KEY, blog BLOG_KEY');
    expect(complaints).toEqual([]);
  });
}
