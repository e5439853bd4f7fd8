import { type Locator, type Page, expect } from '@playwright/test';

/** The page of everything that is stored, as a person finds things on it. */
export class Secrets {
  readonly panel: Locator;

  constructor(readonly page: Page) {
    this.panel = page.getByRole('region', { name: 'Organization secrets', exact: true });
  }

  async open(): Promise<void> {
    await this.page.getByRole('link', { name: 'Secrets', exact: true }).click();
    await expect(this.panel).toBeVisible();
  }

  button(name: string): Locator {
    return this.panel.getByRole('button', { name, exact: true });
  }

  field(label: string): Locator {
    return this.panel.getByLabel(label, { exact: true }).filter({ visible: true });
  }

  /** The button that opens and closes the row of a key. */
  name(key: string, scope = 'organization'): Locator {
    return this.button(`${key}, dev, ${scope}`);
  }

  row(key: string, scope = 'organization'): Locator {
    const name = this.page.getByRole('button', { name: `${key}, dev, ${scope}`, exact: true });
    return this.panel.getByRole('listitem').filter({ has: name });
  }

  /** The form's own button: rows have some of the same name. */
  save(within: Locator = this.panel): Locator {
    return within.getByRole('button', { name: 'Save', exact: true });
  }

  async search(text: string): Promise<void> {
    await this.panel.getByRole('searchbox').fill(text);
    await this.expectFound();
  }

  async show(what: string): Promise<void> {
    await this.panel.getByLabel('Show', { exact: true }).selectOption(what);
    await this.expectFound();
  }

  /** The answer makes the rows anew; one that was opened before would close. */
  private async expectFound(): Promise<void> {
    await expect(this.panel.locator('[aria-busy="true"]')).toHaveCount(0);
  }
}
