import start, * as program from './envdock_wasm.js';
import { texts } from './texts.js';

/** What the page's store will be made with. */
let options = {};
let isInUse = false;
/** The program as the page has given it, instead of the file beside this one. */
let given;
let loading;
/** Where the program comes from when the page does not give it: `undefined` is the file beside this one. */
let own = () => undefined;

/** Has the program come from inside of this module. */
export function embed(source) {
  own = source;
}

/** Says where the page's store gets its answers: once, before the first element is shown. */
export function configure({ baseUrl, getToken, adapter } = {}) {
  if (isInUse) throw new Error(texts.tooLate);
  options = { baseUrl, getToken, adapter };
}

/**
 * Loads the program, which the first element does otherwise. It may be given as bytes, a compiled
 * module, an address, a `Response` or a promise of one of these. What has failed is tried again.
 */
export function init(wasm) {
  if (wasm !== undefined && !loading) given = wasm;
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load() {
  const source = given ?? own();
  // A response can be read once: the next try takes our own.
  given = undefined;
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
    isInUse = true;
    program.configure(options.baseUrl, options.getToken, options.adapter);
  }
  return program.mount(element, place);
}

/** Has the program speak to screen readers in this node. */
export const speakIn = (node) => program.speak_in(node);
