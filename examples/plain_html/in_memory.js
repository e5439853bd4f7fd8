import { configure } from './envdock/index.js';
import { inMemoryAdapter } from './host_adapter/in_memory.js';

const slots = [
  { key: 'DATABASE_URL', kind: 'secret', required: true },
  { key: 'STRIPE_SECRET_KEY', kind: 'secret', required: true },
];
const file = { workspace_path: '.', path: '.env', format: 'dotenv', mode: 'secret', slots };
const shop = {
  id: 'shop',
  name: 'Shop',
  environment: 'dev',
  repositories: [{ id: 'shop', name: 'shop' }],
  spec_version: 1,
  spec: { files: [file] },
};

configure({ adapter: inMemoryAdapter([shop]) });
