// Mounts our page; what is beside it in this folder does the same by hand.
import init, { mount_root } from '/four_roots.js';

const surface = new URL(location.href).searchParams.get('surface') ?? 'tab';
await init();

/** Mounts the surface of this page; answers with what takes it away. */
function mount() {
  const place = document.body.appendChild(document.createElement('div'));
  const shown = surface === 'form' ? [undefined, undefined, ['req_bench']] : ['cfg_bench', undefined, []];
  const mounted = mount_root(place, ...shown, []);
  return () => {
    mounted.free();
    place.remove();
  };
}

globalThis.page = { mount, unmount: mount() };
