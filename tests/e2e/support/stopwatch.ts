import type { Page } from '@playwright/test';

/** What a page of a bench has: our own mount, and this stopwatch. */
export interface Watched {
  page: { mount(): () => void; unmount: () => void };
  stopwatch: {
    /** How many elements match, in shadow roots too. */
    count(selector: string): number;
    /** The memory of the page's program, if it has one. */
    memory?: WebAssembly.Memory;
    /** After the next frame was made. */
    frame(): Promise<number>;
    /** The frame that shows what was wanted first; 0 is the start of the navigation. */
    shown: Promise<number>;
    /** When something was last read from a stream. */
    readAt: number;
  };
}

const SHOWN = '[data-slot][data-state="absent"], [data-number][data-state="absent"]';

/** Puts the stopwatch into every document that `page` opens. */
export async function watch(page: Page): Promise<void> {
  await page.addInitScript((wanted) => {
    localStorage.setItem('envdock.token', 'bench');
    const frame = () =>
      new Promise<number>((done) => {
        requestAnimationFrame(() => {
          // The first task after the frame.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done(performance.now());
          port2.postMessage(0);
        });
      });
    const roots: ParentNode[] = [document];
    const count = (selector: string) =>
      roots.reduce((sum, root) => sum + root.querySelectorAll(selector).length, 0);
    let follow: (root: Node) => void = () => undefined;
    const shown = new Promise<number>((done) => {
      const observer = new MutationObserver(() => {
        if (!roots.some((root) => root.querySelector(wanted))) return;
        observer.disconnect();
        void frame().then(done);
      });
      follow = (root) =>
        observer.observe(root, { childList: true, subtree: true, attributeFilter: ['data-state'] });
    });
    follow(document);
    const { attachShadow } = Element.prototype;
    Element.prototype.attachShadow = function (options) {
      const root = attachShadow.call(this, options);
      roots.push(root);
      follow(root);
      return root;
    };
    const stopwatch: Watched['stopwatch'] = { count, frame, shown, readAt: 0 };
    const { instantiateStreaming } = WebAssembly;
    WebAssembly.instantiateStreaming = async (source, imports) => {
      const program = await instantiateStreaming(source, imports);
      stopwatch.memory = program.instance.exports.memory as WebAssembly.Memory;
      return program;
    };
    const { prototype } = ReadableStreamDefaultReader;
    const { read } = prototype;
    prototype.read = async function (this: ReadableStreamDefaultReader) {
      const chunk = await read.call(this);
      stopwatch.readAt = performance.now();
      return chunk;
    } as typeof read;
    Object.assign(globalThis, { stopwatch });
  }, SHOWN);
}

/** Milliseconds from the start of the navigation to the first frame with rows. */
export async function firstFrame(page: Page, url: string): Promise<number> {
  await page.goto(url);
  return page.evaluate(() => (globalThis as unknown as Watched).stopwatch.shown);
}

/** Milliseconds from the start of the navigation until so many elements match; not a number, if for
 * three seconds no more of them come. */
export async function whole(page: Page, selector: string, count: number): Promise<number> {
  return page.evaluate(
    async ([selector, count]) => {
      const { count: counted, frame } = (globalThis as unknown as Watched).stopwatch;
      let last = { found: 0, at: performance.now() };
      for (;;) {
        const at = await frame();
        const found = counted(selector);
        if (found >= count) return at;
        if (found !== last.found) last = { found, at };
        else if (at > last.at + 3_000) return Number.NaN;
      }
    },
    [selector, count] as const,
  );
}

/** A change of a page: what was changed in the document, and how long after what caused it. */
export interface Change {
  ms: number;
  mutations: number;
}

/** What the page does with what `cause` sends down its stream. */
export async function change(page: Page, cause: () => void): Promise<Change> {
  const changed = page.evaluate(
    () =>
      new Promise<Change>((done) => {
        const { stopwatch } = globalThis as unknown as Watched;
        let mutations = 0;
        let last = 0;
        const observer = new MutationObserver((records) => {
          mutations += records.length;
          last = performance.now();
        });
        observer.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
        const started = performance.now();
        const look = () => {
          // Whatever belongs to it has happened a tenth of a second after the first of it.
          if (mutations === 0 || stopwatch.readAt < started || performance.now() < last + 100) {
            requestAnimationFrame(look);
            return;
          }
          observer.disconnect();
          done({ ms: last - stopwatch.readAt, mutations });
        };
        look();
      }),
  );
  await page.evaluate(() => (globalThis as unknown as Watched).stopwatch.frame());
  cause();
  return changed;
}

/** What is said to the page about a key in the field that has the focus; milliseconds of script. */
export async function scriptOfKeystroke(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { frame } = (globalThis as unknown as Watched).stopwatch;
    const field = document.activeElement as HTMLInputElement;
    const type = async (): Promise<number | undefined> => {
      await frame();
      const { port1, port2 } = new MessageChannel();
      // The next task comes after the handlers and all that they have put off.
      const after = new Promise<number>((done) => {
        port1.onmessage = () => done(performance.now());
      });
      let isDrawn = false;
      const drawing = requestAnimationFrame(() => {
        isDrawn = true;
      });
      field.value += 'a';
      const started = performance.now();
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true, cancelable: true }));
      field.dispatchEvent(new InputEvent('input', { data: 'a', inputType: 'insertText', bubbles: true }));
      port2.postMessage(0);
      const ended = await after;
      cancelAnimationFrame(drawing);
      return isDrawn ? undefined : ended - started;
    };
    // Where a frame came in between, drawing it was measured too.
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const ms = await type();
      if (ms !== undefined) return ms;
    }
    throw new Error('no keystroke without a frame in it');
  });
}

/** Presses a key where the focus is; milliseconds from the browser's event to the frame after it. */
export async function keystroke(page: Page): Promise<number> {
  const typed = page.evaluate(
    () =>
      new Promise<number>((done) => {
        const pressed = async (event: Event): Promise<void> => {
          done((await (globalThis as unknown as Watched).stopwatch.frame()) - event.timeStamp);
        };
        window.addEventListener('keydown', (event) => void pressed(event), { once: true, capture: true });
      }),
  );
  await page.evaluate(() => (globalThis as unknown as Watched).stopwatch.frame());
  await page.keyboard.press('a');
  return typed;
}

/** Pastes a text into the import; milliseconds until the frame that shows its first lines. */
export async function paste(page: Page, text: string): Promise<number> {
  await page.getByRole('button', { name: 'Import…' }).click();
  await page.locator('.envdock-import__paste').waitFor();
  return page.evaluate(async (text) => {
    const { frame } = (globalThis as unknown as Watched).stopwatch;
    const data = new DataTransfer();
    data.setData('text/plain', text);
    await frame();
    const started = performance.now();
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector('.envdock-import__paste')?.dispatchEvent(event);
    while (!document.querySelector('[data-standing="new"]')) await frame();
    return (await frame()) - started;
  }, text);
}

/** Takes the surface away and mounts it again, so many times; each is drawn before it goes. */
export async function remount(page: Page, times: number): Promise<void> {
  await page.evaluate(async (times) => {
    const { page } = globalThis as unknown as Watched;
    for (let time = 0; time < times; time += 1) {
      page.unmount();
      page.unmount = page.mount();
      // At least once: what runs between two tasks of a page has to run between two mounts.
      do await new Promise((resolve) => setTimeout(resolve));
      while (!document.querySelector('[data-slot]'));
    }
  }, times);
}

/** Bytes in use, after what nobody needs was collected. */
export async function memory(page: Page): Promise<{ script: number; wasm: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  const wasm = await page.evaluate(() => {
    const { memory } = (globalThis as unknown as Watched).stopwatch;
    return memory?.buffer.byteLength ?? 0;
  });
  return { script: usedSize, wasm };
}
