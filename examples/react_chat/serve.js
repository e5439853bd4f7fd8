// node serve.js [--dev]: the backend of the chat, for the Envdock server at ENVDOCK_URL.
// ENVDOCK_HOST_TOKEN is the host's own token (`envdock token mint --role host`).
// The page comes from `dist`; with --dev Vite serves it from its sources.

import { join } from 'node:path';
import { listen, passOn, sendFile } from '../serving.js';
import { connect, turn } from './agent.js';
import { Host } from './host.js';

const { ENVDOCK_URL = 'http://127.0.0.1:7420', ENVDOCK_HOST_TOKEN } = process.env;
const server = new URL(ENVDOCK_URL);
const host = await Host.open(server, ENVDOCK_HOST_TOKEN);
console.log(`session ${host.shown.session}`);

const routes = {
  '/chat/session': async (_asked, answer) => answer.end(JSON.stringify(host.shown)),
  '/chat/token': async (_asked, answer) => answer.end(JSON.stringify(await host.mintForPage())),
  '/chat/turn': takeTurn,
};
const interfaceOf = passOn(server);

/** Streams one turn: a line for each part of the message that is new, or has changed. */
async function takeTurn(_asked, answer) {
  const stop = new AbortController();
  answer.on('close', () => stop.abort());
  const { id, token } = await host.mintForAgent();
  const client = await connect(server, token);
  try {
    for await (const part of turn(client, stop.signal)) answer.write(`${JSON.stringify(part)}\n`);
    answer.end();
  } finally {
    await client.close();
    await host.revoke(id);
  }
}

async function respond(asked, answer) {
  const route = routes[asked.url];
  if (asked.url.startsWith('/api/')) {
    interfaceOf(asked, answer);
  } else if (!route) {
    (await page)(asked, answer);
  } else if (asked.method !== 'POST' || asked.headers['sec-fetch-site'] !== 'same-origin') {
    // Nobody signs in here, so at least no other page may ask.
    answer.writeHead(403).end();
  } else {
    await route(asked, answer).catch((error) => {
      if (!answer.closed) console.error(error.message);
      answer.destroy();
    });
  }
}

async function fromSources(pages) {
  const { createServer } = await import('vite');
  const server = { middlewareMode: true, hmr: { server: pages } };
  const { middlewares } = await createServer({ root: import.meta.dirname, server });
  return middlewares;
}

const pages = listen(respond);
const isInDevelopment = process.argv.includes('--dev');
const page = isInDevelopment ? fromSources(pages) : sendFile(join(import.meta.dirname, 'dist'));
