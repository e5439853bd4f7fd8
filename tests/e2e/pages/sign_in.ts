import { type Page, expect } from '@playwright/test';

/** What somebody sees who is not signed in. */
export class SignIn {
  constructor(readonly page: Page) {}

  /** The command that prints a new link. */
  async expectWayIn(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: 'Sign in with a link' })).toBeVisible();
    await expect(
      this.page.getByText('This page is opened with a link that works once. Print a new one:'),
    ).toBeVisible();
    await expect(this.page.getByText('envdock open', { exact: true })).toBeVisible();
  }

  /** Why the link did not work, and the way in. */
  async expectUsedLink(): Promise<void> {
    await expect(this.page.getByRole('main').getByText('This link was used already or has ended.')).toBeVisible();
    await this.expectWayIn();
  }
}
