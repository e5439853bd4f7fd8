/** What the elements say before their program is there: the rest is in `src/texts`. */
export const texts = {
  loading: 'Loading Envdock…',
  failed: 'Envdock could not be loaded',
  failedNext: 'The page or the network has stopped its program. Nothing that is stored is lost.',
  blocked: 'This page does not let Envdock run',
  blockedNext:
    "Its content security policy must allow 'wasm-unsafe-eval' in script-src. Tell whoever runs the page.",
  retry: 'Retry',
  unsupported: 'This browser is too old for Envdock: it lacks WebAssembly, constructable style sheets, or light-dark() in CSS.',
  tooLate:
    'envdock: configure() was called after the first element was shown: what was configured before is used',
  noAddress: 'envdock: baseUrl must be a text or a URL',
  noFunction: 'envdock: getToken must be a function',
  noObject: 'envdock: adapter must be an object',
  otherProgram:
    'envdock: init() was called with another program when one was being loaded already: that one is used',
  takenAway: 'envdock: the element was taken away before its program was there',
  otherVersion: (first, second) =>
    `envdock ${second} was loaded on a page that has envdock ${first} already: ${first} is used`,
};
