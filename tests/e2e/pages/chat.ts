import { type Locator, type Page, expect } from '@playwright/test';
import { RequestForm } from './request_form.ts';

/** The page of `examples/react_chat`. */
export class Chat {
  readonly thread: Locator;
  /** The switch of the sidebar. */
  readonly sidebarButton: Locator;

  constructor(readonly page: Page) {
    this.thread = page.getByRole('region', { name: 'Conversation', exact: true });
    this.sidebarButton = page.getByRole('button', { name: 'Environment', exact: true });
  }

  /** The form of the newest question. */
  get form(): RequestForm {
    return new RequestForm(this.page, this.thread.getByRole('article', { name: 'Agent' }).last());
  }

  async say(text: string): Promise<void> {
    await this.page.getByLabel('Message', { exact: true }).fill(text);
    await this.button('Send').click();
  }

  button(name: 'Send' | 'Stop'): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async expectLine(text: string): Promise<void> {
    await expect(this.thread.getByText(text, { exact: true }).last()).toBeVisible();
  }

  /** What the agent was told by the newest call of a tool. */
  async told(tool: string): Promise<string> {
    const call = this.thread.getByRole('group').filter({ hasText: `${tool} has answered the agent` }).last();
    return (await call.getByText(/^\{/).last().textContent({})) ?? '';
  }
}
