// A page of a host that serves one file only: what `package.e2e.ts` shows.
import { configure } from 'envdock/inline';
import { inMemoryAdapter } from '../../../examples/host_adapter/in_memory.js';

const spec = { files: [{ path: '.env', slots: [{ key: 'SHOP_KEY' }] }] };
configure({ adapter: inMemoryAdapter([{ id: 'shop', name: 'Shop', repositories: [], spec_version: 1, spec }]) });

const tab = document.createElement('envdock-environment-tab');
tab.configuration = 'shop';
document.body.append(tab);
