import { type Browser, test } from '@playwright/test';
import { Figures, printHead } from './support/figures.ts';
import { Side, both, runs } from './support/sides.ts';
import { memory, whole } from './support/stopwatch.ts';

/** Each page's files: the package, and the style sheet of the page written by hand. */
const PAGES = [
  ['elements.html', process.env.ENVDOCK_PACKAGE ?? ''],
  ['by_hand.html', process.env.ENVDOCK_BENCH_PAGE ?? ''],
] as const;
const SIZES = [10, 100, 1_000, 10_000];

const open = (browser: Browser, n: number): Promise<Side[]> =>
  Promise.all(PAGES.map(([file, folder]) => Side.open(browser, folder, n, file)));

const show = (side: Side): Promise<number> => side.show('tab');

test('navigation to the first frame with rows', async ({ browser }) => {
  printHead('<envdock-environment-tab> of the package, navigation to the first frame with rows');
  for (const n of SIZES) {
    const cold = new Figures(`${n} slots, nothing in the cache`);
    for (let run = 0; run < runs(n); run += 1) {
      // A new context has a new cache, of compiled programs too.
      const sides = await open(browser, n);
      cold.add(...(await both(sides, show)));
      await both(sides, (side) => side.close());
    }
    cold.print();
    const sides = await open(browser, n);
    const warm = new Figures(`${n} slots, all of it in the cache`);
    for (let run = 0; run <= runs(n); run += 1) {
      const times = await both(sides, show);
      // The first visit fills the cache.
      if (run > 0) warm.add(...times);
    }
    warm.print();
    await both(sides, (side) => side.close());
  }
});

test('memory after mount', async ({ browser }) => {
  console.log('\nMemory once all rows are in the document, JavaScript and Wasm\n');
  console.log('| | ours | written by hand |\n|---|---|---|');
  for (const n of SIZES) {
    const sides = await open(browser, n);
    const used = await both(sides, async (side) => {
      await show(side);
      await whole(side.page, '[data-slot]', n);
      const { script, wasm } = await memory(side.page);
      return `${(script / 1e6).toFixed(1)} + ${(wasm / 1e6).toFixed(1)} MB`;
    });
    console.log(`| ${n} slots | ${used.join(' | ')} |`);
    await both(sides, (side) => side.close());
  }
});
