import { test } from '@playwright/test';
import { EnvironmentTab } from './pages/environment_tab.ts';
import { Answers } from './support/answers.ts';
import { longestTask } from './support/main_thread.ts';
import { project } from './support/project.ts';
import { firstFrame, memory, watch, whole } from './support/stopwatch.ts';

const SLOTS = 10_000;

test('10,000 slots in 300 env files', async ({ page }) => {
  const answers = await Answers.start(process.env.ENVDOCK_BENCH_PAGE ?? '', project(SLOTS));
  await page.setViewportSize({ width: 420, height: 900 });
  await watch(page);
  const tab = new EnvironmentTab(page);
  const key = answers.project.keys[SLOTS / 2] ?? '';
  console.log('\n| | longest task (aim: at most 200 ms) | Wasm memory (aim: at most 30 MB) |\n|---|---|---|');
  const step = async (what: string, act: () => Promise<unknown>): Promise<void> => {
    const longest = await longestTask(page, async () => void (await act()));
    const { wasm } = await memory(page);
    console.log(`| ${what} | ${longest.toFixed(0)} ms | ${(wasm / 1e6).toFixed(1)} MB |`);
  };

  // A page that is opened from elsewhere gets a process of its own, whose first tasks no trace has.
  await page.goto(`${answers.origin}/main.css`);
  await step('open, to the first frame with rows', () => firstFrame(page, `${answers.origin}/ours.html`));
  await step('until all rows are in the document', () => whole(page, '[data-slot]', SLOTS));
  await step('scroll to the end', async () => {
    for (let screen = 0; screen < 60; screen += 1) await page.mouse.wheel(0, 8_000);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.evaluate(() => new Promise(requestAnimationFrame));
  });
  // Looking for a role or a text among 10,000 rows is work for the page, too: that of the test.
  await tab.panel.getByRole('searchbox').focus();
  await step('search', async () => {
    await page.keyboard.type(key.toLowerCase());
    await page.locator('.envdock-groups__shown', { hasText: `1 of ${SLOTS} keys shown` }).waitFor();
  });
  await step('save', async () => {
    await tab.fill(key, 'a value');
    await tab.row(key).getByText('Set', { exact: true }).waitFor();
  });
  await step('end the search', async () => {
    await tab.search('');
    await whole(page, '[data-slot]', SLOTS);
  });
  const find = (text: string) =>
    page.evaluate((wanted) => (window as unknown as { find(text: string): boolean }).find(wanted), text);
  const rows = await page.locator('[data-slot]').count();
  console.log(`\nrows in the document: ${rows} of ${SLOTS}`);
  console.log(`find in page finds the last key: ${await find(answers.project.keys.at(-1) ?? '')}`);
  answers.stop();
});
