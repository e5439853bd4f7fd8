import { type Browser, type Page, expect, test } from '@playwright/test';
import { Figures, printHead } from './support/figures.ts';
import { Side, both, runs } from './support/sides.ts';
import { change, keystroke, memory, paste, remount, scriptOfKeystroke, whole } from './support/stopwatch.ts';

const OURS = process.env.ENVDOCK_BENCH_PAGE ?? '';
const SIZES = [10, 100, 1_000, 10_000];

const open = (browser: Browser, n: number): Promise<Side[]> =>
  Promise.all(['ours.html', 'by_hand.html'].map((file) => Side.open(browser, OURS, n, file)));

/** Elements of the page, and rows among them. */
function elements(page: Page): Promise<number> {
  return page.evaluate(() => document.body.querySelectorAll('*').length);
}

test('navigation to the first frame with rows, warm', async ({ browser }) => {
  printHead('Navigation to the first frame with rows, and to the last row');
  for (const n of SIZES) {
    const sides = await open(browser, n);
    const first = new Figures(`${n} slots, first frame`, 'ms', 1.3);
    const last = new Figures(`${n} slots, all rows`);
    // The first visit fills the browser's cache.
    for (let run = 0; run <= runs(n); run += 1) {
      const times = await both(sides, async (side) => ({
        first: await side.show('tab'),
        last: await whole(side.page, '[data-slot]', n),
      }));
      if (run === 0) continue;
      first.add(times[0].first, times[1].first);
      last.add(times[0].last, times[1].last);
    }
    first.print();
    last.print();
    console.log(`| elements then | ${(await both(sides, ({ page }) => elements(page))).join(' | ')} | | |`);
    await both(sides, (side) => side.close());
  }
});

test('a keystroke in a form', async ({ browser }) => {
  printHead('A keystroke in a form');
  for (const n of [10, 100, 1_000]) {
    const sides = await open(browser, n);
    const script = new Figures(`${n} fields, script`, 'ms', 2);
    const frame = new Figures(`${n} fields, to the next frame`);
    await both(sides, async (side) => {
      await side.show('form');
      await side.page.locator('.envdock-field__input').nth(3).focus();
      // The first key changes more than the others.
      await keystroke(side.page);
    });
    for (let run = 0; run < 30; run += 1) {
      script.add(...(await both(sides, ({ page }) => scriptOfKeystroke(page))));
      frame.add(...(await both(sides, ({ page }) => keystroke(page))));
    }
    script.print();
    frame.print();
    console.log(`| elements | ${(await both(sides, ({ page }) => elements(page))).join(' | ')} | | |`);
    await both(sides, (side) => side.close());
  }
});

test('one presence change among 10,000 slots', async ({ browser }) => {
  printHead('Somebody stores a value for one of 10,000 slots');
  const sides = await open(browser, 10_000);
  await both(sides, async (side) => {
    await side.show('tab');
    await whole(side.page, '[data-slot]', 10_000);
    await expect.poll(() => side.answers.isHeard).toBe(true);
  });
  const time = new Figures('from the event to the last change', 'ms', 1.2);
  const mutations = new Figures('changes of the document', '');
  for (let index = 0; index < 21; index += 1) {
    const [ours, theirs] = await both(sides, ({ page, answers }) =>
      change(page, () => answers.store(answers.project.keys[index] ?? '')),
    );
    time.add(ours.ms, theirs.ms);
    mutations.add(ours.mutations, theirs.mutations);
  }
  time.print();
  mutations.print();
  await both(sides, (side) => side.close());
});

test('the preview of an import', async ({ browser }) => {
  printHead('An import of 5,000 lines, from the paste to the frame');
  const lines = Array.from({ length: 5_000 }, (_, index) => `IMPORTED_${index}="value number ${index}"\n`);
  const sides = await open(browser, 10);
  const first = new Figures('frame with the first lines');
  for (let run = 0; run < 7; run += 1) {
    const [ours, theirs] = await both(sides, async (side) => {
      await side.show('tab');
      return paste(side.page, lines.join(''));
    });
    first.add(ours, theirs);
  }
  first.print();
  await both(sides, (side) => side.close());
});

test('memory after 1,000 mounts', async ({ browser }) => {
  printHead('The tab of 100 slots, mounted and taken away 1,000 times');
  const sides = await open(browser, 100);
  const used = await both(sides, async (side) => {
    await side.show('tab');
    await remount(side.page, 20);
    const before = await memory(side.page);
    await remount(side.page, 1_000);
    const after = await memory(side.page);
    return { before, after };
  });
  const print = (what: string, value: (of: (typeof used)[number]) => number): void => {
    console.log(`| ${what} | ${used.map((of) => `${(value(of) / 1e6).toFixed(2)} MB`).join(' | ')} | | 1 |`);
  };
  print('JavaScript, after 20 mounts', ({ before }) => before.script);
  print('JavaScript, after 1,000 more', ({ after }) => after.script);
  print('Wasm, after 20 mounts', ({ before }) => before.wasm);
  print('Wasm, after 1,000 more', ({ after }) => after.wasm);
  await both(sides, (side) => side.close());
});
