import { type Locator, type Page, expect } from '@playwright/test';

/** The dialog that shows a dotenv text before anything of it is stored. */
export class ImportDialog {
  readonly dialog: Locator;

  constructor(readonly page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Import variables' });
  }

  /** The line of a key, or `Line 3` where it has none. */
  line(name: string): Locator {
    return this.dialog.getByRole('listitem').filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** The choice of a line. */
  choice(key: string): Locator {
    return this.dialog.getByRole('checkbox', { name: key, exact: true });
  }

  button(name: string): Locator {
    return this.dialog.getByRole('button', { name, exact: true });
  }

  /** What is said of all lines; the live region says it, too. */
  async expectSummary(text: string): Promise<void> {
    const said = this.dialog.getByText(text, { exact: true });
    await expect(said.and(this.dialog.getByRole('paragraph'))).toBeVisible();
  }

  /** Chooses a file, as with the browser's own dialog. */
  async choose(name: string, bytes: Buffer): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.button('Choose a file…').click();
    await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer: bytes });
  }
}
