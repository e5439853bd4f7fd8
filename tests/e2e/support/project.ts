/** What a page of the benches is about: a configuration that needs many keys, none of them set. */
export interface Project {
  id: string;
  keys: string[];
  me: object;
  configuration: object;
  request: { id: string };
}

/** Keys of one env file; the 10,000 slots of the largest project are in 300 files. */
const IN_A_FILE = 34;

/** A project with `n` slots; every third key is described. */
export function project(n: number): Project {
  const keys = Array.from({ length: n }, (_, index) => `SERVICE_${String(index).padStart(5, '0')}_TOKEN`);
  const slot = (key: string, index: number) => ({
    key,
    kind: 'secret',
    required: true,
    provenance: [{ file: `services/s${index % 300}/config.ts`, line: (index % 90) + 1 }],
    ...(index % 3 === 0 ? { description: `Where service ${index} finds its own token` } : {}),
  });
  const slots = keys.map(slot);
  const nFiles = Math.ceil(n / IN_A_FILE);
  const files = Array.from({ length: nFiles }, (_, file) => ({
    workspace_path: `services/s${String(file).padStart(3, '0')}`,
    path: '.env.local',
    format: 'dotenv',
    mode: 'secret',
    slots: slots.slice(Math.floor((file * n) / nFiles), Math.floor(((file + 1) * n) / nFiles)),
  }));
  const id = 'cfg_bench';
  const configuration = {
    id,
    name: 'bench',
    environment: 'dev',
    repositories: [{ id: 'repo_bench', name: 'bench' }],
    spec_version: 1,
    spec: { files },
  };
  return { id, keys, me, configuration, request: request(id, files) };
}

const scopes = ['session', 'user', 'file', 'configuration', 'repository', 'organization'];
const me = {
  user: 'ada',
  organization: 'local',
  role: 'owner',
  environments: ['dev'],
  capabilities: {
    scopes,
    versions: true,
    restore: true,
    atomic_batch: true,
    adopt: false,
    history: true,
    search: true,
    describe: true,
    purge: true,
    moves: true,
    session_only: true,
    requests: true,
    events: true,
    local_folder: false,
  },
};

/** An agent asks for all of it. */
function request(configuration: string, files: { workspace_path: string; path: string; slots: object[] }[]) {
  const asked = ({ workspace_path, path, slots }: (typeof files)[number]) =>
    slots.map((slot) => ({ file: { workspace_path, path }, ...slot }));
  return {
    id: 'req_bench',
    session: 'ses_bench',
    configuration,
    environment: 'dev',
    state: 'open',
    asked_by: 'agent',
    asked_at: '2026-11-01T12:00:00Z',
    reason: 'To run the services.',
    keys: files.flatMap(asked),
  };
}
