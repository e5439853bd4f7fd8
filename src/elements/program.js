import start, * as program from './envdock_wasm.js';
import { texts } from './texts.js';

/** What the page's store will be made with. */
let options = {};
let isInUse = false;
/** The program as the page has given it, instead of the file beside this one. */
let given;
let loading;
/** Whether what was given is being loaded: another program comes too late then. */
let isRead = false;
/** Where the program comes from when the page does not give it: `undefined` is the file beside this one. */
let own = () => undefined;

/** Has the program come from inside of this module. */
export function embed(source) {
  own = source;
}

/** Says where the page's store gets its answers, before the first element is shown; later it changes nothing. */
export function configure({ baseUrl, getToken, adapter } = {}) {
  if (isInUse) {
    // A part of a page that is loaded again says it again: that is no reason to stop it.
    console.warn(texts.tooLate);
    return;
  }
  const isAddress = isNone(baseUrl) || typeof baseUrl === 'string' || baseUrl instanceof URL;
  if (!isAddress) throw new TypeError(texts.noAddress);
  if (!isNone(getToken) && typeof getToken !== 'function') throw new TypeError(texts.noFunction);
  if (!isNone(adapter) && typeof adapter !== 'object') throw new TypeError(texts.noObject);
  // Paths begin with a slash.
  const address = isNone(baseUrl) ? undefined : String(baseUrl).replace(/\/+$/, '');
  options = { baseUrl: address, getToken, adapter };
}

const isNone = (value) => value === undefined || value === null;

/**
 * Loads the program, which the first element does otherwise. It may be given as bytes, a compiled
 * module, an address, a `Response` or a promise of one of these. What has failed is tried again.
 */
export function init(wasm) {
  const source = wasm instanceof URL ? wasm.href : wasm;
  if (source !== undefined && source !== given) {
    if (loading && (isRead || given !== undefined)) {
      console.warn(texts.otherProgram);
    } else {
      given = source;
      // It may fail before it is read, which is no failure that nobody looks at.
      if (isPromise(source)) Promise.resolve(source).catch(() => {});
    }
  }
  loading ??= load().catch((error) => {
    loading = undefined;
    // A response can be read once: the next try takes our own.
    if (given instanceof Response || isPromise(given)) given = undefined;
    throw error;
  });
  return loading;
}

const isPromise = (value) => typeof value?.then === 'function';

async function load() {
  isRead = false;
  // An element of the page's HTML is there during the import, and `init()` comes after it.
  await new Promise((resolve) => setTimeout(resolve));
  isRead = true;
  const source = await (given ?? own());
  await start(source === undefined ? undefined : { module_or_path: source });
}

/** The smallest program: its name and version. */
const EMPTY = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/** Whether the page forbids WebAssembly: trying again does not help. */
export function isBlocked() {
  try {
    new WebAssembly.Module(EMPTY);
    return false;
  } catch {
    return true;
  }
}

/** Mounts the view of an element, once the program is loaded. */
export function mount(element, place) {
  if (!isInUse) {
    program.configure(options.baseUrl, options.getToken, options.adapter);
    isInUse = true;
  }
  return program.mount(element, place);
}

/** Has the program speak to screen readers in this node. */
export const speakIn = (node) => program.speak_in(node);
