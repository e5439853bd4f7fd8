import type { Locator, Page } from '@playwright/test';

/** The page of all configurations. */
export class Repositories {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.getByRole('link', { name: 'Repositories' }).click();
  }

  /** The summary of a configuration. */
  summary(name: string): Locator {
    return this.page.getByRole('listitem').filter({ has: this.link(name) });
  }

  /** The link that opens its session with the tab open. */
  link(name: string): Locator {
    return this.page.getByRole('link', { name: `Open ${name}`, exact: true });
  }
}
