import { type Locator, type Page, expect } from '@playwright/test';

/** A request form, as a person finds things on it: in the conversation, on the tab, on its page. */
export class RequestForm {
  readonly form: Locator;

  /** `within` tells forms of one request apart; left out, the page has one. */
  constructor(
    readonly page: Page,
    within: Locator = page.locator('body'),
  ) {
    this.form = within.getByRole('group', { name: 'Request for values', exact: true });
  }

  /** Everything that is asked and said about a key. */
  key(name: string): Locator {
    const heading = this.page.getByRole('heading', { name: new RegExp(`^${name}\\b`) });
    return this.form.getByRole('listitem').filter({ has: heading }).last();
  }

  /** The field in which a value is typed. */
  field(name: string): Locator {
    return this.form.getByLabel(new RegExp(`^(New value|Value) of ${name}$`)).filter({ visible: true });
  }

  /** A button of a key, such as *Skip*. */
  action(action: string, name: string): Locator {
    return this.form.getByRole('button', { name: `${action} ${name}`, exact: true });
  }

  button(name: 'Submit' | 'Decline' | 'Not now' | 'Answer'): Locator {
    return this.form.getByRole('button', { name, exact: true });
  }

  /** Keeps the value of a key for this session only. */
  async onlyThisSession(name: string): Promise<void> {
    await this.key(name).getByLabel('This session only').check();
  }

  /** What became of each key, in these words. */
  async expectResults(results: Record<string, string>): Promise<void> {
    for (const [name, text] of Object.entries(results)) {
      const result = this.form.getByRole('listitem').filter({ hasText: name });
      await expect(result.getByText(text, { exact: true }), `result of ${name}`).toBeVisible();
    }
  }

  async expectHeading(text: string | RegExp): Promise<void> {
    await expect(this.form.getByRole('heading', { name: text }).first()).toBeVisible();
  }
}
