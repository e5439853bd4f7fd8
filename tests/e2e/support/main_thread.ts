import type { Page } from '@playwright/test';

interface TraceEvent {
  ph: string;
  name: string;
  pid: number;
  tid: number;
  /** Processor time in microseconds: waiting for a busy machine does not count. */
  tdur?: number;
  args: { name?: string };
}

/** How long, in milliseconds of work, the longest task of the page's main thread took meanwhile. */
export async function longestTask(page: Page, act: () => Promise<void>): Promise<number> {
  const browser = page.context().browser();
  if (!browser) throw new Error('tracing needs a browser of its own');
  await browser.startTracing(page, { categories: ['toplevel'] });
  await act();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const of = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const isMain = ({ ph, name, args }: TraceEvent): boolean =>
    ph === 'M' && name === 'thread_name' && args.name === 'CrRendererMain';
  const main = new Set(trace.traceEvents.filter(isMain).map(of));
  // Microtasks after a task, as when an answer has come, are events of their own.
  const tasks = trace.traceEvents.filter((event) => event.ph === 'X' && main.has(of(event)));
  const times = tasks.map(({ tdur }) => (tdur ?? 0) / 1000);
  if (times.length === 0) throw new Error('no task was traced');
  return Math.max(...times);
}
