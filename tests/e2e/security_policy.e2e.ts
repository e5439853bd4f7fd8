import { expect, test } from './support/test.ts';

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; " +
  "img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'";

test('the embedded page works under the exact policy without one violation', async ({
  page,
  stage,
  tab,
  traces,
}) => {
  stage.workspace.example('.env.example', ['FIRST_SECRET']);
  const documents: string[] = [];
  page.on('response', (response) => {
    const policy = response.headers()['content-security-policy'] ?? 'none';
    documents.push(`${new URL(response.url()).pathname}: ${policy}`);
  });
  await stage.open(page);
  await tab.fill('FIRST_SECRET', stage.secret());
  await tab.expectRows({ FIRST_SECRET: 'Set' });
  await page.getByRole('link', { name: 'Repositories' }).click();
  await expect(page.getByRole('heading', { name: 'Repositories' })).toBeVisible();
  expect(documents.length).toBeGreaterThan(4);
  expect(documents.filter((line) => !line.endsWith(`: ${POLICY}`))).toEqual([]);
  expect(traces.problems).toEqual([]);
});

test('a violation is noticed', async ({ page, stage, traces }) => {
  await stage.open(page);
  await page.evaluate(() => {
    const script = document.createElement('script');
    try {
      script.textContent = 'window.planted = true';
      document.head.append(script);
    } catch {
      // It is refused, and reported.
    }
    document.body.setAttribute('style', 'color: red');
    new Image().src = 'http://127.0.0.1:1/planted.png';
  });
  await expect.poll(() => traces.problems.length).toBe(3);
  const planted = traces.problems.splice(0).join('\n');
  expect(planted).toContain('policy violated: require-trusted-types-for trusted-types-sink');
  expect(planted).toContain('policy violated: style-src-attr inline');
  expect(planted).toContain('policy violated: img-src http://127.0.0.1:1');
  expect(await page.evaluate(() => 'planted' in window)).toBe(false);
});
