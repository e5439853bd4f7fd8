import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Ajv } from 'ajv';
import { EnvironmentTab } from './pages/environment_tab.ts';
import { bundled, show } from './support/bundled.ts';
import { packed } from './support/host_page.ts';

test('one file is enough: nothing is fetched for the program', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await show(page, await bundled('hosts/one_file.js', 19), 'one_file.js');
  await new EnvironmentTab(page).expectRows({ SHOP_KEY: 'Missing' });
  expect(asked).toEqual(['/', '/one_file.js']);
});

test('the manifest is one', () => {
  const require = createRequire(import.meta.url);
  const schema = JSON.parse(readFileSync(require.resolve('custom-elements-manifest/schema.json'), 'utf8'));
  const manifest = JSON.parse(readFileSync(join(packed(), 'custom-elements.json'), 'utf8'));
  const validate = new Ajv({ strict: false }).compile(schema);
  expect(validate(manifest), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...manifest, modules: [{ kind: 'nothing' }] })).toBe(false);
});
