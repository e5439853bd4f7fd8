import { type Locator, type Page, expect } from '@playwright/test';
import { RequestForm } from './request_form.ts';

/** The page of a session: the conversation, and what makes a missing value seen. */
export class Session {
  readonly thread: Locator;
  readonly notice: Locator;
  readonly finishDialog: Locator;

  constructor(readonly page: Page) {
    this.thread = page.getByRole('region', { name: 'Conversation', exact: true });
    this.notice = page.getByRole('region', { name: 'New env files', exact: true });
    this.finishDialog = page.getByRole('dialog');
  }

  /** The forms that stand in the conversation. */
  get form(): RequestForm {
    return new RequestForm(this.page, this.thread);
  }

  /** The switch of the tab; its name has the badge's numbers. */
  get tabButton(): Locator {
    return this.page.getByRole('button', { name: /^Environment/ }).first();
  }

  async say(text: string): Promise<void> {
    await this.page.getByLabel('Message', { exact: true }).fill(text);
    await this.page.getByRole('button', { name: 'Send', exact: true }).click();
  }

  async expectLine(author: 'You' | 'Agent' | 'Envdock', text: string | RegExp): Promise<void> {
    const line = this.thread.getByRole('listitem').filter({ hasText: author }).getByText(text);
    await expect(line.first()).toBeVisible();
  }

  async finish(): Promise<void> {
    await this.page.getByRole('button', { name: 'Finish and save snapshot', exact: true }).click();
  }
}
