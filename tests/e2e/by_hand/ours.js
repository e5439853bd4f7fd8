// Mounts our page; what is beside it in this folder does the same by hand.
import init, { mount_form, mount_tab } from '/bench_page.js';

const surface = new URL(location.href).searchParams.get('surface') ?? 'tab';
const wasm = await init();

/** Mounts the surface of this page; answers with what takes it away. */
function mount() {
  const place = document.body.appendChild(document.createElement('div'));
  const mounted = surface === 'form' ? mount_form(place, 'req_bench') : mount_tab(place, 'cfg_bench');
  return () => {
    mounted.free();
    place.remove();
  };
}

globalThis.page = { mount, unmount: mount(), wasmBytes: () => wasm.memory.buffer.byteLength };
