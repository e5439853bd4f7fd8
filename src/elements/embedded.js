import packed from './envdock_wasm.gz';
import { embed } from './program.js';

/** The program, out of the text that the bundler has made of its bytes. */
embed(() => {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(unpacked, { headers: { 'Content-Type': 'application/wasm' } });
});
