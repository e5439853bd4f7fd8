import { type Locator, type Page, expect } from '@playwright/test';

/** A row as a screen reader has it. */
export interface RowShape {
  key: string;
  /** Its button, if it has a next step. */
  action?: string;
  /** The line below the key: state and facts. */
  note: string;
  /** What became of the last save. */
  remark?: string;
}

/** The Environment tab, as a person finds things on it. */
export class EnvironmentTab {
  readonly panel: Locator;

  constructor(readonly page: Page) {
    this.panel = page.getByRole('region', { name: 'Environment', exact: true });
  }

  /** The heading of an env file; its name tells the count. */
  file(path: string): Locator {
    return this.panel.getByRole('button', { name: `${path}, ` });
  }

  /** The row of a key. */
  row(key: string): Locator {
    const name = this.page.getByRole('button', { name: key, exact: true });
    return this.panel.getByRole('listitem').filter({ has: name });
  }

  /** The name of a key: a button that opens and closes its row. */
  name(key: string): Locator {
    return this.panel.getByRole('button', { name: key, exact: true });
  }

  /** A button of a row, such as *Fill*. */
  action(name: string, key: string): Locator {
    return this.panel.getByRole('button', { name: `${name} ${key}`, exact: true });
  }

  /** The field in which a value is typed. */
  field(key: string): Locator {
    return this.panel.getByLabel(new RegExp(`^(New value|Value) of ${key}$`)).filter({ visible: true });
  }

  button(name: string | RegExp): Locator {
    return this.panel.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  }

  /** What is said above the list; the live region says it, too. */
  notice(text: string): Locator {
    return this.panel.getByRole('paragraph').filter({ hasText: text });
  }

  /** Every key named has a row that says so, in this many words. */
  async expectRows(states: Record<string, string>): Promise<void> {
    for (const [key, state] of Object.entries(states)) {
      await expect(this.row(key).getByText(state, { exact: true }), `state of ${key}`).toBeVisible();
    }
  }

  /** Everything that a screen reader has of the tab when only `.env` is listed, rows in this order. */
  async expectShape([set, required]: [number, number], rows: RowShape[]): Promise<void> {
    const count = `${set} of ${required} required set`;
    const lines = rows.flatMap(({ key, action, note, remark }) => [
      '    - listitem:',
      `      - button "${key}"`,
      ...(action ? [`      - button "${action} ${key}": ${action}`] : []),
      `      - paragraph: ${pattern(note)}`,
      ...(remark ? [`      - paragraph: ${pattern(remark)}`] : []),
    ]);
    await expect(this.panel).toMatchAriaSnapshot(`
- region "Environment":
  - heading "Environment" [level=2]
  - paragraph:
    - strong: ${count}
  - progressbar "${count}"
  - heading ".env, ${count}" [level=3]:
    - button ".env, ${count}" [expanded]: .env ${set}/${required}
  - list:
${lines.join('\n')}
`);
  }

  /** The count of required keys above the list. */
  async expectProgress(set: number, required: number): Promise<void> {
    await expect(this.panel.getByText(`${set} of ${required} required set`).first()).toBeVisible();
  }

  /** Lists what is missing, or everything again. */
  async toggleMissingOnly(): Promise<void> {
    await this.button('Missing only').click();
  }

  /** Looks for keys by a part of their names, files or descriptions. */
  async search(text: string): Promise<void> {
    await this.panel.getByRole('searchbox', { name: 'Search keys' }).fill(text);
  }

  async type(key: string, value: string): Promise<void> {
    await this.action('Fill', key).click();
    await this.field(key).fill(value);
  }

  /** Opens the field of a key that has a value. */
  async replace(key: string): Promise<void> {
    await this.name(key).click();
    await this.button('Replace').click();
  }

  /** Answers what is asked in the opened row; *Discard* stands below the field, too. */
  async decide(answer: string): Promise<void> {
    await this.button(answer).first().click();
  }

  async fill(key: string, value: string): Promise<void> {
    await this.type(key, value);
    await this.button('Save').click();
  }
}

/** The text as a pattern of a snapshot; a slow machine may need more than a minute. */
function pattern(text: string): string {
  const exact = text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return `/^${exact.replace('just now', '(just now|\\d+ min ago)')}$/`;
}
