// node serve.js LINK [PACKAGE]: the example's page on the same origin as the server that has printed
// this launch link. A host's own web server does the same: files, and `/api/v1` passed on.

import { createReadStream, existsSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { extname, join, normalize } from 'node:path';

const here = import.meta.dirname;
const [link, packed = join(here, '../../target/package')] = process.argv.slice(2);
const server = new URL(link);

const folders = { '/envdock/': packed, '/host_adapter/': join(here, '../host_adapter') };
const types = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  // Compiled while it arrives, which needs this type.
  '.wasm': 'application/wasm',
};
const policy =
  "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; object-src 'none'; base-uri 'none'; " +
  "require-trusted-types-for 'script'";

function passOn(asked, answer) {
  const { method, url, headers } = asked;
  const onward = request(server, { method, path: url, headers }, (response) => {
    answer.writeHead(response.statusCode, response.headers);
    response.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  // A page that goes away ends its stream of events.
  answer.on('close', () => onward.destroy());
  asked.pipe(onward);
}

function sendFile(path, answer) {
  const name = normalize(path === '/' ? '/index.html' : path);
  const folder = Object.keys(folders).find((folder) => name.startsWith(folder));
  const file = folder ? join(folders[folder], name.slice(folder.length)) : join(here, name);
  const type = types[extname(file)];
  if (!type || !existsSync(file)) {
    answer.writeHead(404).end();
    return;
  }
  answer.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': policy });
  createReadStream(file).pipe(answer);
}

const pages = createServer((asked, answer) => {
  const { pathname } = new URL(asked.url, server);
  if (pathname.startsWith('/api/')) passOn(asked, answer);
  else sendFile(pathname, answer);
});
pages.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${pages.address().port}/${server.hash}`);
});
