import { once } from 'node:events';
import { connect } from 'node:net';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { Api } from './support/api.ts';
import { built } from './support/server.ts';
import type { Stage } from './support/stage.ts';
import { expect, test } from './support/test.ts';

type Answer = Record<string, unknown> & { status?: string; request_id?: string };
type Found = { files: { path: string; keys: { key: string }[] }[] };
type Request = { id: string; state: string; keys: { key: string; file: unknown }[] };

/** An agent that has nothing to do with Envdock but the tools that it is offered. */
class Agent {
  readonly client = new Client({ name: 'another-agent', version: '1.0.0' });

  static async connect(transport: Transport): Promise<Agent> {
    const agent = new Agent();
    await agent.client.connect(transport);
    return agent;
  }

  async use(name: string, args: Record<string, unknown> = {}): Promise<Answer> {
    const result = await this.client.callTool({ name, arguments: args });
    expect(result.isError, JSON.stringify(result.content)).not.toBe(true);
    return result.structuredContent as Answer;
  }

  /** Scans, declares, asks, waits: what the setup agent does, too. */
  async setUp(): Promise<Answer[]> {
    const found = (await this.use('scan_project')) as unknown as Found;
    const files = found.files.map((file) => ({
      path: file.path,
      keys: file.keys.map(({ key }) => ({ key })),
    }));
    await this.use('save_env_files', { files });
    const keys = files.flatMap((file) => file.keys);
    let answer = await this.use('request_env_variables', { reason: 'to run it', keys, wait_seconds: 0 });
    const seen = [answer];
    while (answer.status === 'open') {
      answer = await this.use('check_env', { request_id: answer.request_id, wait_seconds: 45 });
      seen.push(answer);
    }
    return [...seen, await this.use('check_env')];
  }
}

/** A person who answers the first request of the session, for the configuration. */
async function answerFirst(stage: Stage, api: Api, value: string): Promise<void> {
  const { session, id } = (await api.configuration()) as unknown as { session: string; id: string };
  let requests: Request[] = [];
  await expect
    .poll(async () => {
      const answer = await api.call('GET', `/sessions/${session}/requests`);
      requests = (answer as { requests: Request[] }).requests;
      return requests.length;
    })
    .toBeGreaterThan(0);
  const request = requests[0] as Request;
  const answer = { set: { scope: { type: 'configuration', id }, expected_version: 0, value } };
  const answers = request.keys.map(({ key, file }) => ({ key, file, answer }));
  await api.call('POST', `/requests/${request.id}/submission`, { answers });
  expect(stage.workspace.read('.env')).toContain(value);
}

async function mint(api: Api): Promise<string> {
  const { session } = (await api.configuration()) as unknown as { session: string };
  const body = { role: 'agent', sessions: [session], expires_in: 3600 };
  return ((await api.call('POST', '/tokens', body)) as { token: string }).token;
}

function expectDone(seen: Answer[], key: string, value: string): void {
  expect(seen.map(({ status }) => status)).toEqual(['open', 'submitted', undefined]);
  expect(seen[1]?.keys).toMatchObject([{ key, result: 'saved', scope: 'configuration' }]);
  expect(seen[2]?.files).toMatchObject([{ keys: [{ key, state: 'set' }] }]);
  expect(JSON.stringify(seen)).not.toContain(value);
}

test('an agent of somebody else goes through the whole loop over HTTP', async ({ stage }) => {
  const [key, value] = [stage.key(), stage.secret()];
  await stage.serve();
  const api = await stage.api();
  const url = new URL('/mcp', api.origin);
  const headers = { Authorization: `Bearer ${await mint(api)}` };
  const agent = await Agent.connect(
    new StreamableHTTPClientTransport(url, { requestInit: { headers } }),
  );
  const [seen] = await Promise.all([agent.setUp(), answerFirst(stage, api, value)]);
  expectDone(seen, key, value);
  await agent.client.close();
});

test('an agent of somebody else goes through the whole loop over the bridge', async ({ stage }) => {
  const [key, value] = [stage.key(), stage.secret()];
  await stage.serve();
  const api = await stage.api();
  const command = built('envdock', 'ENVDOCK_BINARY');
  const args = ['--data-dir', stage.dataDir, 'mcp', stage.workspace.path];
  const agent = await Agent.connect(new StdioClientTransport({ command, args }));
  const [seen] = await Promise.all([agent.setUp(), answerFirst(stage, api, value)]);
  expectDone(seen, key, value);
  await agent.client.close();
});

test('the line for an agent’s configuration connects it', async ({ stage }) => {
  stage.key();
  await stage.serve();
  const line = await expect
    .poll(() => stage.server.heard().match(/^"envdock": (\{.*\})$/m)?.[1])
    .toBeTruthy()
    .then(() => stage.server.heard().match(/^"envdock": (\{.*\})$/m)?.[1] ?? '');
  const { command, args } = JSON.parse(line) as { command: string; args: string[] };
  const agent = await Agent.connect(new StdioClientTransport({ command, args }));
  const { tools } = await agent.client.listTools();
  expect(tools.map(({ name }) => name)).toEqual([
    'scan_project',
    'save_env_files',
    'request_env_variables',
    'check_env',
    'withdraw_request',
  ]);
  await agent.client.close();
});

test('an agent’s connection outlives a restart of the server', async ({ stage }) => {
  stage.key();
  await stage.serve();
  const api = await stage.api();
  const headers = { Authorization: `Bearer ${await mint(api)}` };
  const agent = await Agent.connect(
    new StreamableHTTPClientTransport(new URL('/mcp', api.origin), { requestInit: { headers } }),
  );
  await stage.server.interrupt();
  await stage.server.start({ ENVDOCK_PORT: new URL(api.origin).port });
  await agent.use('check_env');
  await agent.client.close();
});

test('the setup agent goes through the loop and says what it does', async ({ stage }) => {
  const [key, value] = [stage.key(), stage.secret()];
  await stage.server.start({}, '--setup');
  const api = await stage.api();
  await answerFirst(stage, api, value);
  const { session } = (await api.configuration()) as unknown as { session: string };
  const said = async () => {
    const answer = await api.call('GET', `/sessions/${session}/messages`);
    return (answer as { messages: { text: string; author: string }[] }).messages;
  };
  await expect.poll(async () => (await said()).at(-1)?.text).toBe('Setup is finished.');
  expect((await said()).map(({ author, text }) => `${author}: ${text}`)).toEqual([
    'agent: I am looking through the project for the environment variables that it needs.',
    'agent: It needs 1 variable in .env. I have saved the list.',
    'agent: The project needs these to run.',
    `agent: ${key}: saved for this configuration`,
    'agent: Setup is finished.',
  ]);
});

/** Begins a request that never comes to its end; the server waits for the rest of it. */
async function leaveUnfinished(origin: string): Promise<void> {
  const { host, hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  const head = [
    'POST /api/v1/sign-in HTTP/1.1',
    `Host: ${host}`,
    'Content-Type: application/json',
    'Content-Length: 99',
    'Expect: 100-continue',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 100 /);
  // However the server leaves it.
  socket.on('error', () => {});
}

test('a server ends although an agent waits, and a request that never ends is under way', async ({ stage }) => {
  stage.key();
  await stage.server.start({}, '--setup');
  const api = await stage.api();
  const { session } = (await api.configuration()) as unknown as { session: string };
  await expect
    .poll(async () => {
      const answer = await api.call('GET', `/sessions/${session}/requests`);
      return (answer as { requests: Request[] }).requests.length;
    })
    .toBe(1);
  await leaveUnfinished(api.origin);
  // Whoever waits for one of them waits for ever.
  expect(await stage.server.interrupt()).toBe(0);
});
