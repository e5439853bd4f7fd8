import type { BrowserContext, Page } from '@playwright/test';
import { type Source, source } from './canary.ts';

/** What the pages of a context did that no page may do, and what they left outside of themselves. */
export class PageTraces {
  /** Uncaught errors and violations of the content security policy. */
  readonly problems: string[] = [];
  readonly #texts: Source[] = [];
  readonly #pending: Promise<void>[] = [];

  static async of(context: BrowserContext): Promise<PageTraces> {
    const traces = new PageTraces();
    await context.exposeFunction('reportViolation', (text: string) => traces.problems.push(text));
    await context.addInitScript(reportViolations);
    context.on('page', (page) => traces.#follow(page));
    context.on('request', (request) => traces.#add('address', request.url()));
    context.on('requestfinished', (request) => {
      // A request carries what a person saves. No answer carries it back.
      const name = `answer of ${request.method()}`;
      const body = request.response().then((response) => response?.body());
      const noted = body.then((bytes) => void traces.#texts.push({ name, bytes: bytes ?? Buffer.of() }));
      // A redirect has no body, and a closed page takes its bodies with it.
      traces.#pending.push(noted.catch(() => undefined));
    });
    return traces;
  }

  #follow(page: Page): void {
    page.on('console', (message) => this.#add('console', message.text()));
    page.on('pageerror', (error) => {
      this.problems.push(`${error.message}\n${error.stack}`);
      this.#add('console', error.message);
    });
    page.on('framenavigated', (frame) => this.#add('history', frame.url()));
  }

  #add(name: string, text: string): void {
    this.#texts.push(source(name, text));
  }

  /** Everything seen so far. */
  async sources(): Promise<Source[]> {
    await Promise.all(this.#pending);
    return [...this.#texts];
  }
}

function reportViolations(): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    const report = (globalThis as unknown as { reportViolation(text: string): void }).reportViolation;
    const place = `${event.sourceFile}:${event.lineNumber}`;
    report(`policy violated: ${event.effectiveDirective} ${event.blockedURI} ${place}`);
  });
}

/** What a page holds: its document and shadow roots with all attributes, its storage, its history. */
export async function inside(page: Page): Promise<Source[]> {
  const texts = await page.evaluate(readPage);
  return texts.map(([name, text]) => source(name, text));
}

async function readPage(): Promise<[string, string][]> {
  const texts: [string, string][] = [
    ['document', document.documentElement.outerHTML],
    ['text', document.body.innerText],
    ['title', document.title],
    ['cookie', document.cookie],
    ['window name', window.name],
  ];
  // No text of a document has what is in its shadow roots.
  const addShadows = (root: ParentNode): void => {
    for (const { shadowRoot } of root.querySelectorAll('*')) {
      if (!shadowRoot) continue;
      texts.push(['shadow root', shadowRoot.innerHTML], ['shadow root', shadowRoot.textContent ?? '']);
      addShadows(shadowRoot);
    }
  };
  addShadows(document);
  const add = (name: string, value: unknown): void => {
    if (typeof value === 'string') texts.push([name, value]);
    else if (ArrayBuffer.isView(value)) texts.push([name, new TextDecoder().decode(value)]);
    else if (value && typeof value === 'object') {
      for (const [key, item] of Object.entries(value)) {
        add(name, key);
        add(name, item);
      }
    }
  };
  add('localStorage', { ...localStorage });
  add('sessionStorage', { ...sessionStorage });
  add('history', history.state);
  const { navigation } = window as unknown as { navigation?: { entries(): { url: string }[] } };
  add('history', navigation?.entries().map((entry) => entry.url));
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name ?? ''));
    for (const store of database.objectStoreNames) {
      add('IndexedDB', await done(database.transaction(store).objectStore(store).getAll()));
    }
    database.close();
  }
  return texts;
}
