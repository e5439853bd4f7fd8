import type { Browser, Page } from '@playwright/test';
import { Answers } from './answers.ts';
import { project } from './project.ts';
import { firstFrame, watch } from './stopwatch.ts';

/** How often a page with so many slots is opened. */
export const runs = (n: number): number => (n >= 10_000 ? 5 : 11);

/** A page of the two, with answers of its own. */
export class Side {
  private constructor(
    readonly answers: Answers,
    readonly page: Page,
    readonly file: string,
  ) {}

  /** `folder` has what is not in `by_hand`. */
  static async open(browser: Browser, folder: string, n: number, file: string): Promise<Side> {
    const answers = await Answers.start(folder, project(n));
    const context = await browser.newContext({ viewport: { width: 420, height: 900 } });
    const page = await context.newPage();
    await watch(page);
    return new Side(answers, page, file);
  }

  /** Opens a surface; answers with the time of the first frame with rows. */
  show(surface: string): Promise<number> {
    return firstFrame(this.page, `${this.answers.origin}/${this.file}?surface=${surface}`);
  }

  async close(): Promise<void> {
    await this.page.context().close();
    this.answers.stop();
  }
}

/** Does something with our page, then with the one written by hand. */
export async function both<T>(sides: Side[], act: (side: Side) => Promise<T>): Promise<[T, T]> {
  const [ours, theirs] = sides as [Side, Side];
  return [await act(ours), await act(theirs)];
}
