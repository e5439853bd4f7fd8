// What a page in TypeScript writes: it has to compile, and what is marked must not.
import { type HostAdapter, type Wire, configure, init, version } from 'envdock';
import * as inline from 'envdock/inline';

configure({ baseUrl: '/api/v1', getToken: async () => 'token' });
// @ts-expect-error: there is no such option
configure({ url: '/api/v1' });
await init(new URL('envdock_wasm_bg.wasm', import.meta.url));
await init(fetch('/program.wasm'));
inline.configure({});
export const text: string = version;

const tab = document.querySelector('envdock-environment-tab');
if (tab) {
  tab.configuration = 'cfg_shop';
  tab.session = null;
  // @ts-expect-error: the tab has no such property
  tab.request = 'req_7';
  tab.addEventListener('envdock-saved', ({ detail }) => detail.key.toLowerCase());
}
addEventListener('envdock-request-closed', (event) => {
  const { request, state } = (event as CustomEvent<import('envdock').RequestClosed>).detail;
  return request + (state === 'submitted');
});
export const isFinished: Promise<boolean> | undefined = document
  .querySelector('envdock-finish-dialog')
  ?.confirm();

const stored: Wire['Stored'] = {
  scope: { type: 'configuration', id: 'cfg_shop' },
  version: 1,
  updated_at: '2026-11-01T12:00:00Z',
  updated_by: 'ada',
};
export const adapter: HostAdapter = {
  me: async () => ({
    user: 'ada',
    organization: 'shop',
    role: 'admin',
    environments: ['dev'],
    capabilities: { scopes: ['configuration'] },
  }),
  configurations: async () => ({ configurations: [] }),
  check: async ({ contexts }) => ({
    results: contexts.map(({ keys }) => ({ keys: keys.map((key) => ({ key, presence: { stored: [stored] } })) })),
  }),
};
// @ts-expect-error: an adapter has to answer checks
export const incomplete: HostAdapter = { me: adapter.me, configurations: adapter.configurations };
