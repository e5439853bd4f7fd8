import type { CDPSession, Page } from '@playwright/test';

/** What a page holds on to. */
export interface Held {
  /** Bytes of the program's memory in use. */
  wasm: number;
  /** Bytes of JavaScript in use. */
  script: number;
  nodes: number;
  listeners: number;
  documents: number;
}

/** What the scale needs of a page's program. */
interface Program {
  memory: WebAssembly.Memory;
  __wbindgen_malloc(size: number, align: number): number;
  __wbindgen_free(at: number, size: number, align: number): void;
}

/** What the page has for it. */
export interface Weighed {
  held: {
    program?: Program;
    /** What was planted, to be found. */
    planted: unknown[];
  };
}

/** Weighs what a page holds, after what nobody needs was collected. */
export class Scale {
  private constructor(
    readonly page: Page,
    readonly session: CDPSession,
  ) {}

  /** For the documents that `page` opens from now on. */
  static async of(page: Page): Promise<Scale> {
    await page.addInitScript(() => {
      const held: Weighed['held'] = { planted: [] };
      const { instantiateStreaming } = WebAssembly;
      WebAssembly.instantiateStreaming = async (source, imports) => {
        const loaded = await instantiateStreaming(source, imports);
        held.program = loaded.instance.exports as unknown as Program;
        return loaded;
      };
      Object.assign(globalThis, { held });
    });
    return new Scale(page, await page.context().newCDPSession(page));
  }

  async weigh(): Promise<Held> {
    await this.session.send('HeapProfiler.collectGarbage');
    const { usedSize: script } = await this.session.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners: listeners, documents } = await this.session.send('Memory.getDOMCounters');
    return { wasm: await this.page.evaluate(wasmInUse), script, nodes, listeners, documents };
  }
}

/** Memory only grows, and by whole pages: what is in use is all of it without what can still be had. */
function wasmInUse(): number {
  const { program } = (globalThis as unknown as Weighed).held;
  if (!program) throw new Error('the program is not loaded');
  const blocks: [number, number][] = [];
  let free = 0;
  for (let size = 1 << 16; size >= 16; size /= 2) {
    for (const before = program.memory.buffer.byteLength; ; ) {
      blocks.push([program.__wbindgen_malloc(size - 4, 4), size - 4]);
      // The allocator's own word goes with each block.
      free += size;
      if (program.memory.buffer.byteLength > before) break;
    }
  }
  const { byteLength } = program.memory.buffer;
  for (const [at, size] of blocks) program.__wbindgen_free(at, size, 4);
  return byteLength - free;
}
