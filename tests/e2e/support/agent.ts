import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Api } from './api.ts';
import { hex } from './random.ts';

export interface Answer {
  isError: boolean;
  content: Json;
}
/** What a server answers: a test says what it expects of it. */
export type Json = any;

/** An agent's program, with the official SDK: it reaches the server over `/mcp` only. */
export class Agent {
  readonly #client = new Client({ name: 'e2e', version: '1.0.0' });

  private constructor(
    readonly origin: string,
    readonly token: string,
    readonly session: string,
  ) {}

  /** Connects with a token that is bound to the session. */
  static async connect(owner: Api, session: string): Promise<Agent> {
    const body = { role: 'agent', sessions: [session], expires_in: 3600 };
    const { token } = (await owner.call('POST', '/tokens', body)) as { token: string };
    const agent = new Agent(owner.origin, token, session);
    const requestInit = { headers: { Authorization: `Bearer ${token}` } };
    const url = new URL('/mcp', owner.origin);
    await agent.#client.connect(new StreamableHTTPClientTransport(url, { requestInit }));
    return agent;
  }

  /** Uses a tool, whatever comes of it. */
  async tool(name: string, input: object = {}): Promise<Answer> {
    const result = await this.#client.callTool({ name, arguments: { ...input } });
    return { isError: result.isError === true, content: result.structuredContent };
  }

  /** Uses a tool that must not fail. */
  async good(name: string, input: object = {}): Promise<Json> {
    const { isError, content } = await this.tool(name, input);
    if (isError) throw new Error(`${name}: ${JSON.stringify(content)}`);
    return content;
  }

  /** Declares keys, by name or with what is said about them. */
  save(path: string, keys: (string | object)[], file: object = {}): Promise<Json> {
    return this.good('save_env_files', { files: [{ path, keys: keys.map(key), ...file }] });
  }

  /** Asks for keys and does not wait. */
  ask(keys: (string | object)[], reason = 'To run it.', more: object = {}): Promise<Answer> {
    const input = { reason, keys: keys.map(key), wait_seconds: 0, ...more };
    return this.tool('request_env_variables', input);
  }

  /** One message as it is, past the SDK. */
  async raw(body: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> {
    const answer = await fetch(`${this.origin}/mcp`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${this.token}`,
        Accept: 'application/json, text/event-stream',
        'Content-Type': 'application/json',
        ...headers,
      },
      body,
    });
    return { status: answer.status, text: await answer.text() };
  }

  /** The same token where it does not belong; answers with the status and the code. */
  async http(method: string, path: string, body?: object): Promise<string> {
    const answer = await fetch(`${this.origin}/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.token}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': hex(16),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    return `${answer.status} ${text ? (JSON.parse(text).code ?? '') : ''}`.trim();
  }

  /** Says a line in the conversation. */
  say(text: string): Promise<string> {
    return this.http('POST', `/sessions/${this.session}/messages`, { text });
  }

  async close(): Promise<void> {
    await this.#client.close();
  }
}

function key(key: string | object): object {
  return typeof key === 'string' ? { key } : key;
}
