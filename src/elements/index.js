import { define } from './define.js';
import * as program from './program.js';
import { texts } from './texts.js';
import { version } from './version.js';

/** One store per page, so one copy of this module: the first. */
const MARK = Symbol.for('envdock');
const own = { version, configure: program.configure, init: program.init };
const first = (globalThis[MARK] ??= own);

if (first === own) define();
else if (first.version !== version) console.warn(texts.otherVersion(first.version, version));

export const { configure, init } = first;
export { version };
