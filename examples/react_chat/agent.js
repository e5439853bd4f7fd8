// The agent of the chat: a client of the Envdock server's tools, over MCP.

import { randomUUID } from 'node:crypto';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

/** Connects to the tools with a token that is bound to one session. */
export async function connect(server, token) {
  const client = new Client({ name: 'react-chat', version: '1.0.0' });
  const requestInit = { headers: { Authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', server), { requestInit }));
  return client;
}

const file = '.env.local';
const needed = [
  { key: 'DATABASE_URL', description: 'The database of the shop, as postgres://…' },
  { key: 'STRIPE_SECRET_KEY', description: 'From the Stripe dashboard, Developers, API keys.' },
  { key: 'REDIS_URL', required: false, description: 'Sessions are kept in memory without it.' },
];

/**
 * One turn of the agent, as parts of its message; a part that comes again replaces itself.
 *
 * No model answers here: what the agent says and does is written down. Replace this function by a
 * loop that gives your model `client.listTools()`, yields its text, and runs what it calls through
 * `use`, and what it asks people for through `ask`.
 */
export async function* turn(client, signal) {
  yield say('I am setting the shop up. I declare what its code reads, and ask for what is missing.');
  yield* use(client, 'save_env_files', { files: [{ path: file, keys: needed }] }, signal);
  let unset = notSet(yield* use(client, 'check_env', {}, signal));
  if (unset.some(({ required }) => required)) {
    const keys = unset.map(({ key }) => ({ key, path: file }));
    const reason = 'The shop does not start without its database and its payments.';
    const told = yield* ask(client, { reason, keys }, signal);
    if (told.status === 'declined') {
      yield say('I go on without these values, and do not ask again.');
      return;
    }
    unset = notSet(yield* use(client, 'check_env', {}, signal));
  }
  const missing = unset.filter(({ required }) => required).map(({ key }) => key);
  const isReady = missing.length === 0;
  yield say(isReady ? 'The shop has what it needs.' : `Still missing: ${missing.join(', ')}.`);
}

const notSet = ({ files }) => files.flatMap(({ keys }) => keys).filter(({ state }) => state !== 'set');

/** Runs a tool; what it answers is all that a model is told. */
async function* use(client, tool, input, signal) {
  const call = called(tool, input);
  yield call;
  const result = await run(client, tool, input, signal);
  yield { ...call, result };
  return result;
}

/** Asks a person for values, and waits for as long as it takes. */
async function* ask(client, input, signal) {
  const call = called('request_env_variables', input);
  yield call;
  let result = await run(client, call.toolName, { ...input, wait_seconds: 0 }, signal);
  // For the page, which draws the form of this request.
  const artifact = { request: result.request_id };
  yield { ...call, artifact };
  while (result.status === 'open') {
    const wait = { request_id: result.request_id, wait_seconds: 45 };
    result = await run(client, 'check_env', wait, signal);
  }
  yield { ...call, artifact, result };
  return result;
}

async function run(client, name, input, signal) {
  const options = { signal };
  const answer = await client.callTool({ name, arguments: input }, undefined, options);
  if (answer.isError) throw new Error(`${name}: ${answer.structuredContent?.code}`);
  return answer.structuredContent;
}

const say = (text) => ({ type: 'text', text });

const called = (toolName, args) => ({
  type: 'tool-call',
  toolCallId: randomUUID(),
  toolName,
  args,
  argsText: JSON.stringify(args),
});
