import { test as base, expect } from '@playwright/test';
import { EnvironmentTab } from '../pages/environment_tab.ts';
import { leaks } from './canary.ts';
import { PageTraces, inside } from './page_traces.ts';
import { Stage } from './stage.ts';

/** Every test gets its own folder, server and browser context, and is searched for leaks. */
export const test = base.extend<{ stage: Stage; tab: EnvironmentTab; traces: PageTraces }>({
  // Playwright reads the names of the fixtures from the pattern, so it must be one.
  stage: async ({}, use) => {
    const stage = new Stage();
    await use(stage);
    await stage.strike();
  },
  traces: [
    async ({ context, stage }, use) => {
      const traces = await PageTraces.of(context);
      await use(traces);
      const open = context.pages().filter((page) => page.url().startsWith('http'));
      const pages = await Promise.all(open.map(inside));
      const sources = [...stage.kept(), ...(await traces.sources()), ...pages.flat()];
      expect(leaks(sources, stage.secrets), 'values found where they must not be').toEqual([]);
      expect(traces.problems).toEqual([]);
    },
    { auto: true },
  ],
  tab: async ({ page }, use) => use(new EnvironmentTab(page)),
});

export { expect };
